import { setTimeout as sleep } from 'node:timers/promises';

import type { Store, Stored } from '#src/store/store';

/** Milliseconds between two looks, and how long a request waits at most. */
const INTERVAL = 40;
const LONGEST = 20_000;

const isQueued = ({ index }: Stored): boolean => index === 'queued';

/** Records of one kind with the index state that they have once none is queued, or after the longest wait. */
export async function settledIndex(
  store: Store,
  written: readonly Stored[],
): Promise<readonly Stored[]> {
  const deadline = Date.now() + LONGEST;
  let stored = written;
  while (stored.some(isQueued) && Date.now() < deadline) {
    await sleep(INTERVAL);
    stored = await withIndexState(store, stored);
  }
  return stored;
}

/** What is deleted meanwhile has nothing to be indexed. */
async function withIndexState(
  store: Store,
  written: readonly Stored[],
): Promise<readonly Stored[]> {
  const [first] = written;
  if (!first) return written;
  const now = await store.getMany(
    first.kind,
    written.map(({ id }) => id),
  );
  const states = new Map(now.map(({ id, index }) => [id, index]));
  return written.map((each) => ({ ...each, index: states.get(each.id) ?? 'none' }));
}
