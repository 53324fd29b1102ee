import { hostname } from 'node:os';

import { WorkspaceError } from '#src/errors';
import type { IndexPace, IndexQueue } from '#src/store/store';

/** Milliseconds that a dead indexer keeps others waiting. */
const LEASE = 15_000;

export interface Holder {
  readonly store: Pick<IndexQueue, 'lease' | 'release'> & Partial<Pick<IndexPace, 'indexHolder'>>;
  readonly holder: string;
  readonly log: { warn(fields: object, message: string): void } | undefined;
}

/**
 * Runs while holding the lease, which is renewed beside it; false when another process holds it, or took it
 * before the run ended.
 * A process that was suspended for too long finds it lost, and must not go on beside its successor.
 */
export async function withLease(
  { store, holder, log }: Holder,
  run: (held: () => boolean) => Promise<void>,
): Promise<boolean> {
  let held = await taken(store, holder);
  if (!held) return false;
  let renewal: Promise<unknown> = Promise.resolve();
  const renew = async (): Promise<void> => {
    held = await store.lease('indexer', holder, LEASE).catch(() => false);
  };
  const timer = setInterval(() => {
    renewal = renew();
  }, LEASE / 3).unref();
  try {
    await run(() => held);
    return held;
  } finally {
    clearInterval(timer);
    await renewal; // one that comes after the release would take the lease for nobody
    await store.release('indexer', holder).catch((error: unknown) => {
      log?.warn(told(error), 'the lease of the indexer was not given back; it ends by itself');
    });
  }
}

/** Also from a process of this machine that is gone, without waiting for its lease to end. */
async function taken(store: Holder['store'], holder: string): Promise<boolean> {
  if (await store.lease('indexer', holder, LEASE)) return true;
  const other = (await store.indexHolder?.())?.holder;
  if (other === undefined || !isDead(other)) return false;
  await store.release('indexer', other); // of nobody else: a holder's name is never used again
  return store.lease('indexer', holder, LEASE);
}

/** Names this process among those that may index. `unique`: as no other has it. */
export const holderOf = (unique: string): string => `${hostname()}:${process.pid}:${unique}`;

/** Whether a holder is of this machine and its process is gone; of another machine nothing is known. */
function isDead(holder: string): boolean {
  const [, host, pid] = /^(.+):([1-9]\d*):[^:]+$/.exec(holder) ?? [];
  if (host !== hostname() || pid === undefined) return false;
  try {
    process.kill(Number(pid), 0);
    return false;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'ESRCH';
  }
}

/** A known failure in a sentence; the trace of what nobody expected. */
export const told = (error: unknown): object =>
  error instanceof WorkspaceError ? { code: error.code, reason: error.message } : { err: error };
