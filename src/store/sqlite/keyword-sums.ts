import type { KeywordMatches, RecordRow, Selection } from '#src/store/store';

import { PARTS, type Postings } from './keyword-reader.ts';

/** Adds up what phrases say of the records of a selection. */
export function createKeywordSums(): (
  of: readonly Postings[],
  selection: Selection,
) => KeywordMatches {
  /** By row; zero between calls, so that only what was added to is cleared. */
  let sums = new Float64Array();
  return (of, { rows, whole }) => {
    const most = of.reduce((least, each) => Math.max(least, each.rows.at(-1) ?? 0), 0);
    if (sums.length <= most) sums = new Float64Array(2 * most + 1);
    for (const postings of of) addTo(sums, postings);
    const matches = whole ? everyMatch(sums, most) : matchesAmong(sums, rows);
    for (const postings of of) clear(sums, postings);
    return matches;
  };
}

function addTo(sums: Float64Array, { rows, parts }: Postings): void {
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as number;
    sums[row] = (sums[row] as number) + (parts[at] as number);
  }
}

function clear(sums: Float64Array, { rows }: Postings): void {
  for (let at = 0; at < rows.length; at += 1) sums[rows[at] as number] = 0;
}

function matchesAmong(sums: Float64Array, rows: readonly RecordRow[]): KeywordMatches {
  const found: RecordRow[] = [];
  for (let at = 0; at < rows.length; at += 1) {
    const row = rows[at] as RecordRow;
    if ((sums[row] ?? 0) > 0) found.push(row);
  }
  return scored(sums, found);
}

function everyMatch(sums: Float64Array, most: RecordRow): KeywordMatches {
  const found: RecordRow[] = [];
  for (let row = 0; row <= most; row += 1) if ((sums[row] as number) > 0) found.push(row);
  return scored(sums, found);
}

const scored = (sums: Float64Array, rows: readonly RecordRow[]): KeywordMatches => ({
  rows,
  scores: Float64Array.from(rows, (row) => (sums[row] as number) / PARTS),
});
