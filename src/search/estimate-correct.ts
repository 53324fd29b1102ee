import type { Pair } from './estimate-history.ts';
import type { Correction } from './estimate-types.ts';

/** PROBE asks for three pairs before it corrects anything. */
export const LEAST_PAIRS = 3;
/** PROBE's bound for a correlation that is good enough to plan with: r >= 0.7, so r² >= 0.5. */
const LEAST_R_SQUARED = 0.5;

/**
 * Corrects an estimate by how earlier ones turned out, after PROBE (W. Humphrey, "PSP: A
 * Self-Improvement Process for Software Engineers", 2005, chapter 6): by linear regression where the
 * estimates explain the outcomes well enough and more was never less (method A), else by the ratio of
 * all actual to all estimated (method C). Undefined with fewer than three pairs, or none to divide by.
 */
export function correctEstimate(given: number, pairs: readonly Pair[]): Correction | undefined {
  if (pairs.length < LEAST_PAIRS) return undefined;
  const line = regression(pairs);
  const regressed = line.r_squared !== null && line.r_squared >= LEAST_R_SQUARED && line.slope > 0;
  const predicted = line.intercept + line.slope * given;
  if (regressed && predicted > 0)
    return { given, corrected: predicted, method: 'regression', ...line, pairs: pairs.length };
  const estimated = sum(pairs.map((pair) => pair.estimated));
  if (estimated <= 0) return undefined;
  const slope = sum(pairs.map((pair) => pair.actual)) / estimated;
  const { r_squared } = line;
  const ratio = { intercept: 0, slope, r_squared };
  return { given, corrected: slope * given, method: 'ratio', ...ratio, pairs: pairs.length };
}

type Line = Pick<Correction, 'intercept' | 'slope' | 'r_squared'>;

/** Least squares of actual on estimated. All estimates alike: no slope, and no r². */
export function regression(pairs: readonly Pair[]): Line {
  const x = mean(pairs.map(({ estimated }) => estimated));
  const y = mean(pairs.map(({ actual }) => actual));
  const xx = sum(pairs.map(({ estimated }) => (estimated - x) ** 2));
  const yy = sum(pairs.map(({ actual }) => (actual - y) ** 2));
  const xy = sum(pairs.map(({ estimated, actual }) => (estimated - x) * (actual - y)));
  if (xx === 0) return { intercept: y, slope: 0, r_squared: null };
  const slope = xy / xx;
  return { intercept: y - slope * x, slope, r_squared: yy === 0 ? 1 : (xy * xy) / (xx * yy) };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const mean = (numbers: readonly number[]): number => sum(numbers) / Math.max(1, numbers.length);
