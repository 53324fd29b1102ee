import { setTimeout as sleep } from 'node:timers/promises';

import type { IndexQueue, Records, Stored } from '#src/store/store';

/** Milliseconds between the first two looks, and between two looks at most; each wait is longer than the one before. */
const FIRST_INTERVAL = 40;
const LONGEST_INTERVAL = 1_000;
const GROWTH = 1.5;

/** How long a request waits for the index. */
export interface Waiting {
  /** Milliseconds. */
  readonly timeout: number;
  /** Whether there is nothing to wait for: the model has failed, or nobody waits. */
  hopeless(): boolean | Promise<boolean>;
}

type States = Awaited<ReturnType<Records['indexStates']>>;

/**
 * Records with the index state that they have once none is queued, when the wait is over, or as
 * soon as it is hopeless.
 */
export async function settledIndex(
  store: Pick<Records, 'indexStates'>,
  written: readonly Stored[],
  waiting: Waiting,
): Promise<readonly Stored[]> {
  let stored = written;
  const queued = (): Stored | undefined => stored.find(({ index }) => index === 'queued');
  await lookUntil(waiting, {
    isOver: () => queued() === undefined,
    look: async () => {
      const kind = queued()?.kind;
      if (kind !== undefined) stored = await looked(store, stored, kind);
    },
  });
  return stored;
}

/** How many records wait once none does, when the wait is over, or as soon as it is hopeless. */
export async function settledQueue(
  store: Pick<IndexQueue, 'indexStatus'>,
  waiting: Waiting,
): Promise<number> {
  let { pending } = await store.indexStatus();
  await lookUntil(waiting, {
    isOver: () => pending === 0,
    look: async () => {
      ({ pending } = await store.indexStatus());
    },
  });
  return pending;
}

interface Looking {
  readonly isOver: () => boolean;
  readonly look: () => Promise<void>;
}

async function lookUntil({ timeout, hopeless }: Waiting, { isOver, look }: Looking): Promise<void> {
  const deadline = Date.now() + timeout;
  for (let interval = FIRST_INTERVAL; !isOver(); interval = longer(interval)) {
    const left = deadline - Date.now();
    if (left <= 0 || (await hopeless())) return;
    await sleep(Math.min(interval, left));
    await look();
  }
}

/** All of one kind at once. */
async function looked(
  store: Pick<Records, 'indexStates'>,
  stored: readonly Stored[],
  kind: Stored['kind'],
): Promise<readonly Stored[]> {
  const isAsked = (each: Stored): boolean => each.kind === kind && each.index === 'queued';
  const ids = new Set(stored.filter(isAsked).map(({ id }) => id));
  const states = await store.indexStates(kind, [...ids]);
  return stored.map((each) => (isAsked(each) ? withState(each, states) : each));
}

const longer = (interval: number): number => Math.min(interval * GROWTH, LONGEST_INTERVAL);

/** What was queued and is deleted meanwhile has nothing to be indexed. */
const withState = (stored: Stored, states: States): Stored => ({
  ...stored,
  index: states.get(stored.id) ?? 'none',
});
