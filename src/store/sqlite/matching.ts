import type { KeywordMatches, KeywordQuery, Selection } from '#src/store/store';

import type { Connection } from './connection.ts';
import { createKeywordMemory } from './keyword-memory.ts';
import { createKeywordReader } from './keyword-reader.ts';
import { createKeywordSums } from './keyword-sums.ts';
import { phrasesOf } from './match-expression.ts';
import { keptWhile, createMoment } from './moment.ts';

/** Every selected record with one of the terms, and its BM25. */
export type Matching = (selection: Selection, query: Pick<KeywordQuery, 'any'>) => KeywordMatches;

const NO_MATCHES: KeywordMatches = { rows: [], scores: new Float64Array() };

/**
 * BM25 of a record is a sum over the phrases that it has. Phrases that are kept in memory add their
 * part from there; the others are looked up together, in the selection alone.
 */
export function createMatching(connection: Connection): Matching {
  const reader = createKeywordReader(connection);
  const census = keptWhile(createMoment(connection), reader.census);
  const memory = createKeywordMemory(reader);
  const sums = createKeywordSums();
  return (selection, { any }) => {
    const phrases = phrasesOf(any);
    if (phrases.length === 0) return NO_MATCHES;
    const { kept, others } = memory.divide(phrases, { selection, census: census() });
    const found = others.length > 0 ? [reader.within(selection, others)] : [];
    return sums([...kept, ...found], selection);
  };
}
