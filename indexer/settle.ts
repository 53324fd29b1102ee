import { setImmediate as nextTurn } from 'node:timers/promises';

import type { IndexQueue, JobOutcome } from '#src/store/store';

/** Passages of one transaction, about: it holds up whatever else this thread has to do for some 3 ms. */
const PASSAGES = 64;

/** Settles outcomes in transactions so short that nobody waits for one; answers how many were applied. */
export async function settleAll(
  store: Pick<IndexQueue, 'settle'>,
  space: string,
  outcomes: readonly JobOutcome[],
): Promise<number> {
  let applied = 0;
  for (const group of groupsOf(outcomes)) {
    applied += await store.settle(space, group);
    await nextTurn();
  }
  return applied;
}

/** Neighbours whose passages are about as many as one transaction takes. */
function groupsOf(outcomes: readonly JobOutcome[]): readonly (readonly JobOutcome[])[] {
  const groups: JobOutcome[][] = [];
  let room = 0;
  for (const outcome of outcomes) {
    const size = sizeOf(outcome);
    if (size > room || groups.length === 0) {
      groups.push([]);
      room = PASSAGES;
    }
    groups.at(-1)?.push(outcome);
    room -= size;
  }
  return groups;
}

const sizeOf = (outcome: JobOutcome): number =>
  'failed' in outcome ? 1 : outcome.add.length + outcome.keep.length + outcome.drop.length;
