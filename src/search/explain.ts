import type { IndexStatus, Selection } from '#src/store/store';

import type { Arranged, Move } from './arrange.ts';
import type { Chains } from './chains.ts';
import type {
  Explanation,
  HitExplanation,
  LegExplanation,
  MomentsShown,
  Placement,
} from './explain-types.ts';
import { nameOf } from './lifecycle.ts';
import type { Fused, Ranking, RankingLeg } from './rank.ts';

interface Explained {
  readonly ranking: Ranking;
  readonly selection: Selection;
  readonly index: Pick<IndexStatus, 'passages'>;
  readonly laps: Readonly<Record<string, number>>;
}

/** The plan, the time of each step, and what the hits' explanations refer to. */
export function explanationOf({ ranking, selection, index, laps }: Explained): Explanation {
  const { legs, vectorPlan, method } = ranking;
  return {
    plan: {
      vector: vectorPlan?.name ?? null,
      keyword: legs.some(({ name }) => name === 'keyword') ? 'index' : null,
      reason: vectorPlan?.reason ?? null,
      scope_rows: selection.rows.length,
      passages: index.passages,
    },
    timings_ms: Object.fromEntries(
      Object.entries(laps).map(([step, time]) => [step, Math.round(time * 100) / 100]),
    ),
    fusion: {
      method: legs.length === 0 ? 'none' : method,
      weights: byLeg(legs, ({ weight }) => weight),
      moments: byLeg(legs, ({ moments }): MomentsShown => moments ?? { mean: 0, deviation: 0 }),
    },
  };
}

const byLeg = <T>(
  legs: readonly RankingLeg[],
  value: (leg: RankingLeg) => T,
): Readonly<Record<string, T>> => Object.fromEntries(legs.map((leg) => [leg.name, value(leg)]));

/** How a record came by its score and its place; undefined when it is not in the ranking. */
export function hitExplanationOf(
  ranking: Ranking,
  { ranked: { row }, moved }: Arranged<Fused>,
  chains: Chains,
): HitExplanation | undefined {
  const at = ranking.positionOf(row);
  const score = ranking.scoreOf(row);
  if (at === undefined || score === undefined) return undefined;
  const explained = (name: RankingLeg['name']) => {
    const leg = ranking.legs.find((each) => each.name === name);
    return leg ? legExplanationOf(leg, at) : null;
  };
  return {
    ...{ keyword: explained('keyword'), vector: explained('vector') },
    score: ranking.legs.length === 0 ? null : score,
    ...(moved && { placed: placementOf(moved, chains) }),
  };
}

function placementOf({ by, below, insteadOf }: Move, chains: Chains): Placement {
  const above = below === undefined ? undefined : nameOf(below, chains);
  const best = insteadOf === undefined ? undefined : nameOf(insteadOf, chains);
  return { by, ...(above && { below: above }), ...(best && { instead_of: best }) };
}

function legExplanationOf(leg: RankingLeg, at: number): LegExplanation {
  const { scores, absent, weight, contributions } = leg;
  const score = scores[at] ?? NaN;
  const contribution = contributions[at] ?? 0;
  return {
    rank: leg.ranks.at(at),
    raw: Number.isNaN(score) ? (absent ?? null) : score,
    z: zOf(leg, score),
    weight,
    contribution,
  };
}

function zOf({ moments, absent }: RankingLeg, score: number): number {
  if (!moments || moments.deviation === 0) return 0;
  const raw = Number.isNaN(score) ? (absent ?? moments.mean) : score;
  return (raw - moments.mean) / moments.deviation;
}
