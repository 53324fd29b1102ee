import { WorkspaceError } from '#src/errors';
import type { IndexQueue } from '#src/store/store';

/** Milliseconds that a dead indexer keeps others waiting. */
const LEASE = 15_000;

export interface Holder {
  readonly store: Pick<IndexQueue, 'lease' | 'release'>;
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
  let held = await store.lease('indexer', holder, LEASE);
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

/** A known failure in a sentence; the trace of what nobody expected. */
export const told = (error: unknown): object =>
  error instanceof WorkspaceError ? { code: error.code, reason: error.message } : { err: error };
