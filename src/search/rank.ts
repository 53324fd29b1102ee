import type {
  KeywordMatch,
  Place,
  RecordRow,
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
  const [matches, neighbours] = await Promise.all([
    request.mode === 'semantic' && request.vector ? [] : keywordLeg(store, request),
    vectorLeg(store, request),
  ]);
  const keyword = new Map(
    matches.map((match, index) => [match.row, { ...match, rank: index + 1 }]),
  );
  const vector = new Map(
    neighbours.map((match, index) => [match.row, { ...match, rank: index + 1 }]),
  );
  const rows = await matchingRows(store, request, { matches, neighbours });
  const order = FUSION_METHODS.standardised(rows, legsOf(matches, neighbours));
  return { order, keyword, vector };
}

const keywordLeg = async (
  store: SearchIndex,
  { scope, keywords, exclude }: RankRequest,
): Promise<readonly KeywordMatch[]> => without(await store.matching(scope, keywords), exclude);

async function vectorLeg(
  store: SearchIndex,
  { scope, vector, mode, exclude }: RankRequest,
): Promise<readonly VectorMatch[]> {
  if (!vector || mode === 'keyword') return [];
  return without(await store.nearest(scope, vector), exclude);
}

const without = <T extends { readonly row: RecordRow }>(
  matches: readonly T[],
  exclude: RecordRow | undefined,
): readonly T[] => (exclude === undefined ? matches : matches.filter(({ row }) => row !== exclude));

interface Legs {
  readonly matches: readonly KeywordMatch[];
  readonly neighbours: readonly VectorMatch[];
}

async function matchingRows(
  store: SearchIndex,
  { mode, scope, exclude }: RankRequest,
  { matches }: Legs,
): Promise<readonly RecordRow[]> {
  if (mode === 'keyword') return matches.map(({ row }) => row);
  const rows = await store.rows(scope);
  return exclude === undefined ? rows : rows.filter((row) => row !== exclude);
}

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
      scores: new Map(neighbours.map(({ row, similarity }) => [row, similarity])),
      weight: WEIGHTS.vector,
    },
  ];
}
