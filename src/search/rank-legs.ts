import type {
  KeywordMatches,
  Nearness,
  Place,
  RecordRow,
  SearchIndex,
  Selection,
} from '#src/store/store';

import type { QueryKeywords } from './query.ts';

type Index = Pick<SearchIndex, 'matching' | 'nearest'>;

/** Part of a pair's BM25 that is added to the words'. */
const PAIRS = 0.4;

/** Few records have a pair: telling which of them are selected takes longer than to score them. */
const EVERYTHING: Selection = { rows: [], whole: true };

/** Every selected record with a word. Words match; pairs of neighbouring words only raise what matched. */
export async function keywordMatches(
  store: Index,
  selection: Selection,
  keywords: QueryKeywords,
): Promise<KeywordMatches> {
  const [words, pairs] = await Promise.all([
    store.matching(selection, keywords),
    store.matching(EVERYTHING, { any: keywords.pairs, all: [], none: [] }),
  ]);
  if (pairs.rows.length === 0) return words;
  const scores = words.scores.slice();
  forCommon(words.rows, pairs.rows, (at, from) => {
    scores[at] = (scores[at] as number) + PAIRS * (pairs.scores[from] as number);
  });
  return { rows: words.rows, scores };
}

/** What the vector leg says of each of the records that match, by position; NaN where it says nothing. */
export interface Closeness {
  readonly closeness: Float64Array;
  readonly similarity: Float64Array;
  /** The nearest passages; 0 for none. */
  readonly passage: Float64Array;
  readonly plan: Nearness['plan'];
}

/** `rows` ascend. */
export async function closenessOf(
  store: Index,
  { selection, rows }: { readonly selection: Selection; readonly rows: readonly RecordRow[] },
  to: Place,
): Promise<Closeness> {
  const found = await store.nearest(selection, to);
  const closeness = new Float64Array(rows.length).fill(NaN);
  const similarity = closeness.slice();
  const passage = new Float64Array(rows.length);
  forCommon(rows, found.rows, (at, from) => {
    closeness[at] = found.closeness[from] ?? NaN;
    similarity[at] = found.similarity[from] ?? NaN;
    passage[at] = found.passage[from] ?? 0;
  });
  return { closeness, similarity, passage, plan: found.plan };
}

/** How much more a difference counts among close records than among distant ones (docs/decisions/0006). */
const EMPHASIS = 5;

/**
 * e^(5 * closeness): the order of closeness, with gaps as BM25 has them, wide between the few records
 * that are about the question and narrow between the many that are not.
 */
export const emphasised = (closeness: Float64Array): Float64Array =>
  closeness.map((each) => Math.exp(EMPHASIS * each));

/** The scores at the positions of `rows`; NaN where a record does not match. Both ascend by row. */
export function scoresOf(rows: readonly RecordRow[], matches: KeywordMatches): Float64Array {
  if (rows === matches.rows) return matches.scores;
  const scores = new Float64Array(rows.length).fill(NaN);
  forCommon(rows, matches.rows, (at, from) => (scores[at] = matches.scores[from] as number));
  return scores;
}

/** Calls `use` with the positions in both of each row that both have; both ascend. */
function forCommon(
  rows: readonly RecordRow[],
  others: readonly RecordRow[],
  use: (at: number, from: number) => void,
): void {
  let at = 0;
  for (let from = 0; from < others.length; from += 1) {
    const row = others[from] as RecordRow;
    while ((rows[at] ?? Infinity) < row) at += 1;
    if (rows[at] === row) use(at, from);
  }
}
