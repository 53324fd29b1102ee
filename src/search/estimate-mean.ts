import type { Cost, CostEstimate, PastTask } from './estimate-types.ts';

/**
 * The mean cost of past tasks, each weighing as much as it is similar (analogy-based estimation:
 * Shepperd and Schofield 1997). One whose similarity is unknown weighs as the least similar; when none
 * is known, or all are 0, all weigh the same. Null when no task has a cost of this sort.
 */
export function meanCost(tasks: readonly PastTask[], cost: Cost): CostEstimate | null {
  const known = tasks.flatMap(({ similarity, cost: { [cost]: value } }) =>
    value === null ? [] : [{ similarity, value }],
  );
  if (known.length === 0) return null;
  const weights = weightsOf(known.map(({ similarity }) => similarity));
  const values = known.map(({ value }) => value);
  const total = weights.reduce((all, each) => all + each, 0);
  const weighted = values.reduce((all, value, at) => all + value * (weights[at] ?? 0), 0);
  return {
    value: weighted / total,
    least: Math.min(...values),
    most: Math.max(...values),
    from: known.length,
  };
}

function weightsOf(similarities: readonly (number | null)[]): readonly number[] {
  const seen = similarities.filter((similarity) => similarity !== null);
  const least = seen.length === 0 ? 1 : Math.min(...seen);
  const weights = similarities.map((similarity) => similarity ?? least);
  return weights.some((weight) => weight > 0) ? weights : weights.map(() => 1);
}
