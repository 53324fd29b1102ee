import { setTimeout as sleep } from 'node:timers/promises';

import type { Records, Stored } from '#src/store/store';

/** Milliseconds between the first two looks, and between two looks at most; each wait is longer than the one before. */
const FIRST_INTERVAL = 40;
const LONGEST_INTERVAL = 1_000;
const GROWTH = 1.5;

/** Milliseconds that a request waits at most. */
const LONGEST = 20_000;

type States = Awaited<ReturnType<Records['indexStates']>>;

/**
 * Records with the index state that they have once none is queued, after the longest
 * wait, or as soon as it is hopeless (the model has failed).
 */
export async function settledIndex(
  store: Pick<Records, 'indexStates'>,
  written: readonly Stored[],
  hopeless: () => boolean,
): Promise<readonly Stored[]> {
  const deadline = Date.now() + LONGEST;
  let stored = written;
  for (
    let interval = FIRST_INTERVAL;
    Date.now() < deadline && !hopeless();
    interval = longer(interval)
  ) {
    const kind = stored.find(({ index }) => index === 'queued')?.kind;
    if (kind === undefined) break;
    await sleep(interval);
    const isAsked = (each: Stored): boolean => each.kind === kind && each.index === 'queued';
    const ids = new Set(stored.filter(isAsked).map(({ id }) => id));
    const states = await store.indexStates(kind, [...ids]);
    stored = stored.map((each) => (isAsked(each) ? withState(each, states) : each));
  }
  return stored;
}

const longer = (interval: number): number => Math.min(interval * GROWTH, LONGEST_INTERVAL);

/** What was queued and is deleted meanwhile has nothing to be indexed. */
const withState = (stored: Stored, states: States): Stored => ({
  ...stored,
  index: states.get(stored.id) ?? 'none',
});
