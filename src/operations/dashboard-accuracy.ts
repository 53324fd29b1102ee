import { ESTIMATED, readPairs, type Estimated, type Pair } from '#src/search/estimate-history';

import type { Reads } from './dashboard-work.ts';
import type { Accuracy, Dashboard } from './statistics-types.ts';

const NEAR = 0.25;

/** How the estimates of the newest completed tasks turned out. */
export async function accuracyFigures(store: Reads): Promise<Dashboard['estimation']> {
  const names = Object.keys(ESTIMATED) as Estimated[];
  const accuracies = await Promise.all(
    names.map(async (name) => [name, accuracyOf(await readPairs(store, name))] as const),
  );
  return Object.fromEntries(accuracies) as Dashboard['estimation'];
}

/**
 * Ratio, mean magnitude of relative error, and share within 25 %: the field's usual measures
 * (S. Conte, H. Dunsmore, V. Shen, "Software Engineering Metrics and Models", 1986).
 * Outcomes of 0 have no relative error, and count in the ratio only.
 */
export function accuracyOf(pairs: readonly Pair[]): Accuracy {
  const [estimated, actual] = [sumOf(pairs, 'estimated'), sumOf(pairs, 'actual')];
  const errors = pairs
    .filter((pair) => pair.actual > 0)
    .map((pair) => Math.abs(pair.actual - pair.estimated) / pair.actual);
  const near = errors.filter((error) => error <= NEAR).length;
  return {
    pairs: pairs.length,
    ratio: estimated > 0 ? actual / estimated : null,
    mmre: errors.length > 0 ? errors.reduce((all, each) => all + each, 0) / errors.length : null,
    within_25_percent: errors.length > 0 ? near / errors.length : null,
  };
}

const sumOf = (pairs: readonly Pair[], name: keyof Pair): number =>
  pairs.reduce((all, pair) => all + pair[name], 0);
