/** Grades by corpus id; what is not there is 0. */
export type Judgements = ReadonlyMap<string, number>;

/** Figures of one query, each from 0 to 1. */
export interface Figures {
  readonly ndcg10: number;
  readonly mrr10: number;
  readonly recall100: number;
}

export const FIGURES = ['ndcg10', 'mrr10', 'recall100'] as const satisfies (keyof Figures)[];

/** A mean over queries with its 95 % interval. */
export interface Estimate {
  readonly mean: number;
  readonly low: number;
  readonly high: number;
}

/** `ranked` are distinct ids, best first. Queries without a judgement above 0 must not be asked. */
export const figuresOf = (ranked: readonly string[], judgements: Judgements): Figures => ({
  ndcg10: ndcg(ranked, judgements, 10),
  mrr10: reciprocalRank(ranked.slice(0, 10), judgements),
  recall100: recall(ranked.slice(0, 100), judgements),
});

/** Järvelin and Kekäläinen (TOIS 2002) with gains 2^grade - 1, as in Burges et al. (ICML 2005). */
function ndcg(ranked: readonly string[], judgements: Judgements, depth: number): number {
  const gains = ranked.map((id) => judgements.get(id) ?? 0);
  const ideal = [...judgements.values()].sort((a, b) => b - a);
  return discounted(gains.slice(0, depth)) / discounted(ideal.slice(0, depth));
}

const discounted = (grades: readonly number[]): number =>
  grades.reduce((sum, grade, index) => sum + (2 ** grade - 1) / Math.log2(index + 2), 0);

function reciprocalRank(ranked: readonly string[], judgements: Judgements): number {
  const index = ranked.findIndex((id) => (judgements.get(id) ?? 0) > 0);
  return index < 0 ? 0 : 1 / (index + 1);
}

function recall(ranked: readonly string[], judgements: Judgements): number {
  const relevant = [...judgements].filter(([, grade]) => grade > 0).map(([id]) => id);
  const found = new Set(ranked);
  return relevant.filter((id) => found.has(id)).length / relevant.length;
}

const RESAMPLES = 1_000;

/** The percentile bootstrap over queries (Sakai, SIGIR 2006), with a seed, so that a run can be repeated. */
export function estimate(values: readonly number[]): Estimate {
  const random = generator(values.length);
  const means = Array.from({ length: RESAMPLES }, () =>
    mean(values.map(() => values[Math.floor(random() * values.length)] ?? 0)),
  ).sort((a, b) => a - b);
  const at = (share: number): number => means[Math.floor(share * (RESAMPLES - 1))] ?? 0;
  return { mean: mean(values), low: at(0.025), high: at(0.975) };
}

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / Math.max(1, values.length);

/** mulberry32: 32 bits of state are plenty for a thousand resamples. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
