import { createRecent } from '#src/recent';
import type { Selection } from '#src/store/store';

import type { KeywordCensus, KeywordReader, Postings } from './keyword-reader.ts';

/** Postings of all kept phrases together: 24 MB. */
const MOST_POSTINGS = 2_000_000;
const MOST_PHRASES = 20_000;

/** The phrases of a question, by where what they add to scores comes from. */
interface Divided {
  readonly kept: readonly Postings[];
  /** To be looked up for this question alone. */
  readonly others: readonly string[];
}

interface Asked {
  readonly selection: Selection;
  readonly census: KeywordCensus;
}

/** What phrases add to scores, kept until the index is written. */
export interface KeywordMemory {
  divide(phrases: readonly string[], asked: Asked): Divided;
}

/**
 * People and agents ask with the same words again and again, and FTS5 scores some two records in a
 * microsecond: half of the time of a question at 100,000 records. Rent or buy, as with vectors (see
 * `vector-plan.ts`): a phrase is looked up in the selections that are asked for, until that has cost
 * as much as looking it up in all records.
 */
export function createKeywordMemory(reader: Pick<KeywordReader, 'of'>): KeywordMemory {
  const kept = createRecent<Postings>({
    entries: MOST_PHRASES,
    weight: MOST_POSTINGS,
    weightOf: ({ rows }) => rows.length,
  });
  const rents = createRecent<number>({ entries: MOST_PHRASES });
  let mark: string | undefined;
  const forgetOld = (now: string): void => {
    if (mark === now) return;
    kept.clear();
    rents.clear();
    mark = now;
  };
  const bought = (phrase: string, { selection, census }: Asked): Postings | undefined => {
    const scope = selection.whole ? census.records : selection.rows.length;
    const rent = (rents.get(phrase) ?? 0) + scope;
    rents.set(phrase, rent);
    if (rent < census.records) return undefined;
    const postings = reader.of(phrase);
    kept.set(phrase, postings);
    return postings;
  };
  return {
    divide: (phrases, asked) => {
      forgetOld(asked.census.mark);
      const found = phrases.map((phrase) => kept.get(phrase) ?? bought(phrase, asked));
      return {
        kept: found.filter((postings) => postings !== undefined),
        others: phrases.filter((_, at) => found[at] === undefined),
      };
    },
  };
}
