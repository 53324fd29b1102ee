import type { Embedder } from '#embeddings/embedder';
import { WorkspaceError } from '#src/errors';
import type { IndexQueue, Spaces } from '#src/store/store';

import { embedBatch } from './batch.ts';

/** Records read, embedded and written at once: some hundred passages, a transaction of a few milliseconds. */
const BATCH = 32;
/** Milliseconds that a dead indexer keeps others waiting. */
const LEASE = 15_000;
/** Milliseconds between looks at the queue, for what other processes wrote and for retries that became due. */
const POLL = 1_000;
/** Milliseconds until a model that failed to load is tried again. */
const AFTER_FAILURE = 30_000;

export interface IndexProgress {
  /** Records brought into step since the run began. */
  readonly done: number;
  readonly pending: number;
}

export interface IndexerOptions {
  readonly store: IndexQueue & Spaces;
  readonly embedder: Embedder;
  /** Names this process among those that may index. */
  readonly holder: string;
  readonly log?: { warn(fields: object, message: string): void };
}

export interface Indexer {
  /** Keeps the index in step from now on, in the background. */
  start(): void;
  /** Ends after the batch at hand; resolves when nothing runs any more. */
  stop(): Promise<void>;
  /**
   * Embeds all that is due. Returns false at once when another process is the indexer.
   * Codes: model_unavailable.
   */
  drain(onProgress?: (progress: IndexProgress) => void): Promise<boolean>;
  /** Looks at the queue now rather than at the next poll. */
  poke(): void;
}

/** One indexer works at a time across processes: it holds a lease that a dead one loses. */
export function createIndexer({ store, embedder, holder, log }: IndexerOptions): Indexer {
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let waiting = 0;
  let stopped = false;

  const drainNow = async (onProgress?: OnProgress): Promise<boolean> => {
    if (stopped || !(await hasWork(store, embedder))) return true;
    return withLease({ store, holder, log }, (held) =>
      drainSpace({ store, embedder, goesOn: () => held() && !stopped }, onProgress),
    );
  };

  /** One after the other: two at once would hold the same lease and do the same work. */
  const drain: Indexer['drain'] = async (onProgress) => {
    waiting += 1;
    const run = last.then(() => drainNow(onProgress)).finally(() => (waiting -= 1));
    last = run.catch(() => undefined);
    return run;
  };

  const tick = (): void => {
    drain()
      .then(() => POLL)
      .catch((error: unknown) => {
        if (!stopped) log?.warn(told(error), 'indexing stopped; it is tried again');
        return AFTER_FAILURE;
      })
      .then(schedule, () => undefined);
  };
  const schedule = (wait: number): void => {
    clearTimeout(timer);
    if (!stopped) timer = setTimeout(tick, wait).unref();
  };

  return {
    drain,
    start: () => {
      schedule(0);
    },
    poke: () => {
      if (timer && waiting === 0) schedule(0);
    },
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await last;
    },
  };
}

type OnProgress = (progress: IndexProgress) => void;

interface Run {
  readonly store: IndexerOptions['store'];
  readonly embedder: Embedder;
  /** False once it is stopped, or its lease went to another process. */
  readonly goesOn: () => boolean;
}

async function drainSpace(run: Run, onProgress?: OnProgress): Promise<void> {
  const { store, embedder } = run;
  const { state, fingerprint } = await store.addSpace(embedder.info);
  let done = 0;
  for (;;) {
    if (!run.goesOn()) return;
    const jobs = await store.jobs(fingerprint, BATCH);
    if (jobs.length === 0) break;
    done += await store.settle(fingerprint, await embedBatch(embedder, jobs));
    onProgress?.({ done, pending: (await store.indexStatus()).pending });
  }
  if (state !== 'current') await store.promoteSpace(fingerprint);
}

/** Asked before the lease is taken, so that an idle indexer never writes. */
async function hasWork(store: IndexerOptions['store'], { info }: Embedder): Promise<boolean> {
  const known = (await store.spaces()).find(({ fingerprint }) => fingerprint === info.fingerprint);
  if (!known || known.state === 'building') return true;
  return (await store.jobs(info.fingerprint, 1)).length > 0;
}

/** A known failure in a sentence; the trace of what nobody expected. */
const told = (error: unknown): object =>
  error instanceof WorkspaceError ? { code: error.code, reason: error.message } : { err: error };

type Holder = Pick<IndexerOptions, 'store' | 'holder'> & {
  readonly log: IndexerOptions['log'] | undefined;
};

/**
 * Runs while holding the lease, which is renewed beside it; false when another process holds it.
 * A process that was suspended for too long finds it lost, and must not go on beside its successor.
 */
async function withLease(
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
    return true;
  } finally {
    clearInterval(timer);
    await renewal; // one that comes after the release would take the lease for nobody
    await store.release('indexer', holder).catch((error: unknown) => {
      log?.warn(told(error), 'the lease of the indexer was not given back; it ends by itself');
    });
  }
}
