import type { Selection } from '#src/store/store';

import type { Connection } from './connection.ts';
import { lineageOf } from './lineage.ts';
import { joinedByOr } from './match-expression.ts';
import { textOf } from './read.ts';

/** The records that have one of some phrases, in row order, and what the phrases add to the score of each. */
export interface Postings {
  readonly rows: Uint32Array;
  /** BM25 in whole `PARTS`, one at least: whoever has the phrase matches, and sums are the same in whatever order. */
  readonly parts: Float64Array;
}

/** A score of one; a word that half of all records have scores some millionths. */
export const PARTS = 1e12;

/** What is in the keyword index. */
export interface KeywordCensus {
  /** Changes with every write to the index. */
  readonly mark: string;
  readonly records: number;
}

export interface KeywordReader {
  census(): KeywordCensus;
  /** All records with the phrase. */
  of(phrase: string): Postings;
  /**
   * Of a selection, the records with one of the phrases. Asked together, since one by one takes twice as
   * long; what they add up to is a part more or less than the sum of what each adds.
   */
  within(selection: Selection, phrases: readonly string[]): Postings;
}

/** BM25 weights of title, headings, body and identifier parts. */
const WEIGHTS = '5.0, 1.0, 1.0, 0.5';

/** Two texts instead of a row of the answer for each match: that took longer than to score them. */
const matchesWhere = (condition: string): string =>
  `SELECT json_group_array(row), json_group_array(parts) FROM (
    SELECT rowid AS row, max(1, CAST(-bm25(wm_keywords, ${WEIGHTS}) * ${PARTS} AS INTEGER)) AS parts
      FROM wm_keywords WHERE wm_keywords MATCH ? ${condition} ORDER BY rowid)`;

const ALL = matchesWhere('');
/** `+rowid`: left to itself, SQLite asks the keyword index anew for each row of the scope (minutes at 4,000 records). */
const SELECTED = matchesWhere('AND +rowid IN (SELECT value FROM json_each(?))');

/**
 * FTS5 keeps the sizes of the whole in its data under 1, and under 10 of which parts it consists and
 * how much was ever written (https://sqlite.org/fts5.html, "Structure Record Format"); one of the two
 * is another one after each write. Only `delete-all` begins both again: see `beginKeywords`.
 */
const CENSUS = `SELECT (SELECT group_concat(hex(block)) FROM wm_keywords_data WHERE id IN (1, 10)),
    (SELECT count(*) FROM wm_keywords_docsize),
    (SELECT value FROM wm_file WHERE name = 'keywords')`;

export function createKeywordReader({ sqlite }: Pick<Connection, 'sqlite'>): KeywordReader {
  const row = (source: string, ...values: readonly string[]): readonly unknown[] =>
    sqlite
      .prepare<unknown[], readonly unknown[]>(source)
      .raw()
      .get(...values) ?? [];
  return {
    census: () => {
      const [written, records, begun] = row(CENSUS) as readonly [string, number, string | null];
      return { mark: `${String(lineageOf(sqlite))}-${begun ?? ''}-${written}`, records };
    },
    of: (phrase) => postingsOf(row(ALL, phrase)),
    within: ({ rows }, phrases) => postingsOf(row(SELECTED, joinedByOr(phrases), textOf(rows))),
  };
}

function postingsOf(found: readonly unknown[]): Postings {
  const [rows = [], parts = []] = found.map((text) => JSON.parse(String(text)) as number[]);
  return { rows: Uint32Array.from(rows), parts: Float64Array.from(parts) };
}
