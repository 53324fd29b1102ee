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
 * Records of one kind with the index state that they have once none is queued, after the longest
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
    const queued = stored.filter(({ index }) => index === 'queued');
    const [first] = queued;
    if (!first) break;
    await sleep(interval);
    const ids = [...new Set(queued.map(({ id }) => id))];
    stored = withStates(stored, await store.indexStates(first.kind, ids));
  }
  return stored;
}

const longer = (interval: number): number => Math.min(interval * GROWTH, LONGEST_INTERVAL);

/** What was queued and is deleted meanwhile has nothing to be indexed. */
const withStates = (stored: readonly Stored[], states: States): readonly Stored[] =>
  stored.map((each) =>
    each.index === 'queued' ? { ...each, index: states.get(each.id) ?? 'none' } : each,
  );
