import type { VectorPlan } from '#src/store/store';

/** What each plan would have to read; all in passages. */
export interface VectorCosts {
  /** The vectors of the space are in memory. */
  readonly kept: boolean;
  /** They would fit there. */
  readonly fits: boolean;
  readonly all: number;
  readonly scope: number;
  /** Read for single questions since vectors were last read to be kept. */
  readonly rent: number;
}

export type Choice = VectorPlan['name'] | 'fill';

/**
 * Reading a vector costs ten times as much as comparing it, so what is in memory is never read
 * again. Otherwise rent or buy (Karlin, Manasse, Rudolph and Sleator, 1988): scopes are read for
 * one question until that has cost as much as it costs to read everything and keep it. So no
 * sequence of questions takes more than twice the time of the best choice, and one question on
 * the whole file, or a command's only one on a part of it, reads nothing too much.
 */
export function choosePlan({ kept, fits, all, scope, rent }: VectorCosts): Choice {
  if (kept) return 'memory';
  if (!fits) return 'scan';
  return scope + rent >= all ? 'fill' : 'scan';
}

/** Why, for people. */
export function reasonOf(choice: Choice, { all, scope, rent }: VectorCosts): string {
  const reasons: Readonly<Record<Choice, string>> = {
    memory: `The vectors of all ${all} passages are in memory.`,
    fill:
      rent === 0
        ? `The scope has all ${all} passages: their vectors were read, and are kept in memory.`
        : `${scope} of ${all} passages are in scope, and earlier questions had to read ${rent}: all were read, and are kept in memory.`,
    scan: `${scope} of ${all} passages are in scope: only these were read.`,
  };
  return reasons[choice];
}
