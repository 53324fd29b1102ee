import type {
  KeywordMatches,
  Place,
  RecordRow,
  SearchIndex,
  Selection,
  VectorPlan,
} from '#src/store/store';

import {
  best,
  FUSION_METHODS,
  ranksOf,
  sumOf,
  WEIGHTS,
  type Fused,
  type FusedLeg,
  type Ranks,
} from './fuse.ts';
import { raised } from './mentions.ts';
import type { QueryKeywords } from './query.ts';
import { closenessOf, emphasised, keywordMatches, scoresOf, type Closeness } from './rank-legs.ts';
import { positionIn } from './rows.ts';
import { createStopwatch, type Stopwatch } from './stopwatch.ts';
import type { Mode } from './types.ts';

export type { Fused } from './fuse.ts';

/** A question with all that its legs need. Without a `vector` there is no vector leg. */
export interface RankRequest {
  readonly selection: Selection;
  readonly keywords: QueryKeywords;
  readonly mode: Mode;
  readonly vector?: Place;
  /** A record that is not to be its own answer. */
  readonly exclude?: RecordRow;
  /** Selected records that the query names: they match whatever their words. In row order. */
  readonly exact?: readonly RecordRow[];
  /** Selected records that it names among other words: they match with the best of the words. In row order. */
  readonly mentioned?: readonly RecordRow[];
  /** What the keyword leg has found already; undefined when it was not asked yet. */
  readonly matches?: Promise<KeywordMatches | undefined>;
  /** How long the steps take is told to it: keyword, vector, fuse. */
  readonly stopwatch?: Stopwatch;
}

/** What the keyword leg says of a record. */
export interface KeywordFigures {
  /** Among the records that match, from 1. */
  readonly rank: number;
  readonly score: number;
}

/** What the vector leg says of a record. */
export interface VectorFigures {
  /** By closeness, from 1. */
  readonly rank: number;
  /** Of all its passages, -1..1; see `Nearness`. */
  readonly closeness: number;
  /** Cosine of the nearest passage, -1..1. */
  readonly similarity: number;
  readonly passage: number;
}

/** What a leg says of each record; undefined for one that it does not know. */
export interface LegFigures<T> {
  get(row: RecordRow): T | undefined;
}

/** The fused leg, as an explanation shows it. */
export interface RankingLeg extends FusedLeg {
  readonly name: keyof typeof WEIGHTS;
  /** By position. */
  readonly ranks: Ranks;
}

/** The records that match, in their order: exact, and the same on every page and by every plan. */
export interface Ranking {
  /** All that match, in row order: what `total` counts. */
  readonly rows: readonly RecordRow[];
  readonly total: number;
  /** The `count` best, best first: the beginning of what a larger count gives. */
  first(count: number): readonly Fused[];
  /** Of any record that matches. */
  scoreOf(row: RecordRow): number | undefined;
  readonly keyword: LegFigures<KeywordFigures>;
  readonly vector: LegFigures<VectorFigures>;
  /** Name of the fusion. */
  readonly method: keyof typeof FUSION_METHODS;
  /** The legs that took part. */
  readonly legs: readonly RankingLeg[];
  /** How vectors were read; absent when they were not asked. */
  readonly vectorPlan?: VectorPlan;
  /** Counts the ranks of some records together, before they are asked for one by one. */
  prepare(rows: readonly RecordRow[]): void;
  /** Position of a record in `rows` and in the scores of the legs. */
  positionOf(row: RecordRow): number | undefined;
}

/**
 * Scores every record of the selection. In keyword mode the records with a term match; in the
 * others every record of the scope that has text (resolved question 16): one that is not embedded
 * yet is scored by its keywords.
 */
export async function rank(store: SearchIndex, request: RankRequest): Promise<Ranking> {
  const { selection, mode, vector, exclude, stopwatch = createStopwatch() } = request;
  const matches = await stopwatch.time('keyword', () =>
    mode === 'semantic' ? NOTHING : matchesOf(store, request),
  );
  const matching = mode === 'keyword' ? matchingRows(matches, request.exact) : selection.rows;
  const rows = exclude === undefined ? matching : matching.filter((row) => row !== exclude);
  const close = await stopwatch.time('vector', () =>
    vector && mode !== 'keyword' ? closenessOf(store, { selection, rows }, vector) : undefined,
  );
  return stopwatch.time('fuse', () => {
    const keyword = mode === 'semantic' ? undefined : scoresOf(rows, matches);
    return rankingOf(rows, { keyword, close }, 'standardised');
  });
}

async function matchesOf(
  store: SearchIndex,
  { selection, keywords, mentioned, ...request }: RankRequest,
): Promise<KeywordMatches> {
  const found = (await request.matches) ?? (await keywordMatches(store, selection, keywords));
  return raised(found, mentioned);
}

const NOTHING: KeywordMatches = { rows: [], scores: new Float64Array() };

function matchingRows(
  { rows }: KeywordMatches,
  exact: readonly RecordRow[] = [],
): readonly RecordRow[] {
  if (exact.length === 0) return rows;
  return [...new Set([...rows, ...exact])].sort((a, b) => a - b);
}

interface Answers {
  readonly keyword: Float64Array | undefined;
  readonly close: Closeness | undefined;
}

function rankingOf(
  rows: readonly RecordRow[],
  { keyword, close }: Answers,
  method: Ranking['method'],
): Ranking {
  const fuse = FUSION_METHODS[method];
  const legs: RankingLeg[] = [];
  if (keyword) {
    const leg = { scores: keyword, absent: 0, weight: WEIGHTS.keyword };
    legs.push({ name: 'keyword', ranks: ranksOf(leg.scores), ...fuse(leg) });
  }
  if (close) {
    const leg = { scores: emphasised(close.closeness), weight: WEIGHTS.vector };
    legs.push({ name: 'vector', ranks: ranksOf(leg.scores), ...fuse(leg) });
  }
  const scores = sumOf(legs, rows.length);
  const positionOf = (row: RecordRow) => positionIn(rows, row);
  const legNamed = (name: RankingLeg['name']) => legs.find((leg) => leg.name === name);
  return {
    rows,
    total: rows.length,
    method,
    legs,
    positionOf,
    first: (count) =>
      best(scores, count).map((at) => ({ row: rows[at] ?? 0, score: scores[at] ?? 0 })),
    scoreOf: (row) => scores[positionOf(row) ?? -1],
    prepare: (wanted) => {
      const places = wanted.flatMap((row) => positionOf(row) ?? []);
      for (const leg of legs) leg.ranks.prepare(places);
    },
    keyword: { get: (row) => keywordFigures(legNamed('keyword'), positionOf(row)) },
    vector: { get: (row) => vectorFigures(legNamed('vector'), close, positionOf(row)) },
    ...(close && { vectorPlan: close.plan }),
  };
}

function keywordFigures(
  leg: RankingLeg | undefined,
  at: number | undefined,
): KeywordFigures | undefined {
  const rank = leg && at !== undefined ? leg.ranks.at(at) : null;
  return rank === null || at === undefined ? undefined : { rank, score: leg?.scores[at] ?? 0 };
}

function vectorFigures(
  leg: RankingLeg | undefined,
  close: Closeness | undefined,
  at: number | undefined,
): VectorFigures | undefined {
  const rank = leg && at !== undefined ? leg.ranks.at(at) : null;
  if (rank === null || at === undefined) return undefined;
  const { closeness, similarity, passage } = close as Closeness;
  return {
    ...{ rank, closeness: closeness[at] ?? 0 },
    ...{ similarity: similarity[at] ?? 0, passage: passage[at] ?? 0 },
  };
}
