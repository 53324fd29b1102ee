import type {
  KeywordMatch,
  Place,
  RecordRow,
  Selection,
  SearchIndex,
  TextScope,
  VectorMatch,
} from '#src/store/store';

import { FUSION_METHODS, WEIGHTS, type Fused, type Leg } from './fuse.ts';
import type { ParsedQuery } from './query.ts';
import type { Mode } from './types.ts';

/** A question with all that its legs need. Without a `vector` there is no vector leg. */
export interface RankRequest {
  readonly scope: TextScope;
  readonly keywords: ParsedQuery['keywords'];
  readonly mode: Mode;
  readonly vector?: Place;
  /** A record that is not to be its own answer. */
  readonly exclude?: RecordRow;
}

/** All matching records in their order, and what each leg said. */
export interface Ranking {
  readonly order: readonly Fused[];
  readonly keyword: ReadonlyMap<RecordRow, { readonly rank: number; readonly score: number }>;
  readonly vector: ReadonlyMap<RecordRow, VectorMatch & { readonly rank: number }>;
}

/**
 * Ranks the whole scope, so that the order is exact and the same on every page. In keyword mode
 * the records with a term match; in the others every record of the scope that has text
 * (resolved question 16): one that is not embedded yet is scored by its keywords.
 */
export async function rank(store: SearchIndex, request: RankRequest): Promise<Ranking> {
  const selection = await store.select(request.scope);
  const [matches, neighbours] = await Promise.all([
    keywordLeg(store, selection, request),
    vectorLeg(store, selection, request),
  ]);
  const rows =
    request.mode === 'keyword'
      ? matches.map(({ row }) => row)
      : selection.rows.filter((row) => row !== request.exclude);
  return {
    order: FUSION_METHODS.standardised(rows, legsOf(matches, neighbours)),
    keyword: ranked(matches),
    vector: ranked(neighbours),
  };
}

/** Part of a pair's BM25 that is added to the words'. */
const PAIRS = 0.2;

/** Words match; pairs of neighbouring words only raise what matched. */
async function keywordLeg(
  store: SearchIndex,
  selection: Selection,
  { keywords, mode, exclude }: RankRequest,
): Promise<readonly KeywordMatch[]> {
  if (mode === 'semantic') return [];
  const [words, pairs] = await Promise.all([
    store.matching(selection, keywords),
    store.matching(selection, { any: keywords.pairs, all: [], none: [] }),
  ]);
  if (pairs.length === 0) return without(words, exclude);
  const bonus = new Map(pairs.map(({ row, score }) => [row, PAIRS * score]));
  const raised = words.map(({ row, score }) => ({ row, score: score + (bonus.get(row) ?? 0) }));
  return without(
    bestFirst(raised, ({ score }) => score),
    exclude,
  );
}

async function vectorLeg(
  store: SearchIndex,
  selection: Selection,
  { vector, mode, exclude }: RankRequest,
): Promise<readonly VectorMatch[]> {
  if (!vector || mode === 'keyword') return [];
  return without(bestFirst(await store.nearest(selection, vector), closeness), exclude);
}

/** A record is close by its nearest passage, and more so when the rest of it is about the same. */
const closeness = ({ similarity, mean }: VectorMatch): number => (similarity + mean) / 2;

/** Ties by row, as the store gives them. */
const bestFirst = <T extends { readonly row: RecordRow }>(
  matches: readonly T[],
  score: (match: T) => number,
): readonly T[] => matches.toSorted((a, b) => score(b) - score(a) || a.row - b.row);

const without = <T extends { readonly row: RecordRow }>(
  matches: readonly T[],
  exclude: RecordRow | undefined,
): readonly T[] => (exclude === undefined ? matches : matches.filter(({ row }) => row !== exclude));

const ranked = <T extends { readonly row: RecordRow }>(
  matches: readonly T[],
): ReadonlyMap<RecordRow, T & { readonly rank: number }> =>
  new Map(matches.map((match, index) => [match.row, { ...match, rank: index + 1 }]));

function legsOf(
  matches: readonly KeywordMatch[],
  neighbours: readonly VectorMatch[],
): readonly Leg[] {
  return [
    {
      scores: new Map(matches.map(({ row, score }) => [row, score])),
      absent: 0,
      weight: WEIGHTS.keyword,
    },
    {
      scores: new Map(neighbours.map((match) => [match.row, closeness(match)])),
      weight: WEIGHTS.vector,
    },
  ];
}
