import { embeddersOf, type AnyEmbedder, type Embedders } from '#embeddings/embedder';
import type { IndexPace, IndexQueue, Space, Spaces } from '#src/store/store';

import { createBackground } from './background.ts';
import {
  drainSpaces,
  hasWork,
  purgeSpaces,
  type DrainScope,
  type OnProgress,
  type Run,
} from './drain.ts';
import { createSpaceFaults } from './faults.ts';
import { told, withLease } from './lease.ts';
import { createRetirement, GRACE } from './retire.ts';

export type { DrainScope, IndexProgress } from './drain.ts';

export interface IndexerOptions {
  readonly store: IndexQueue & Spaces & Partial<Pick<IndexPace, 'indexHolder'>>;
  readonly embedder: AnyEmbedder | Embedders;
  /** Names this process among those that may index. */
  readonly holder: string;
  readonly log?: { warn(fields: object, message: string): void };
  /**
   * Waited for before another model's space becomes the current one, so that its questions find the
   * model there. Code: model_unavailable, when that cannot be; then nothing changes.
   */
  readonly beforeFlip?: (model: string) => Promise<void>;
  /** Told the file's spaces at each look at the queue. */
  readonly onSpaces?: (spaces: readonly Space[]) => Promise<void>;
  /** Milliseconds that former spaces outlive a change that was to end them. Default 10,000. */
  readonly grace?: number;
}

export interface Indexer {
  /** Keeps the index in step from now on, in the background. */
  start(): void;
  /** Ends after the batch at hand; resolves when nothing runs any more. */
  stop(): Promise<void>;
  /**
   * Embeds all that is due in the current space, by default in `all` that the file has. Returns false at
   * once when another process is the indexer. Codes: model_unavailable, of the current space alone.
   */
  drain(onProgress?: OnProgress, scope?: DrainScope): Promise<boolean>;
  /** Looks at the queue now rather than at the next poll. */
  poke(): void;
  /** Why a space cannot be worked on for now, as a sentence. */
  faultOf(space: string): string | undefined;
  /** Tries again at once what failed. */
  forgive(): void;
}

/** One indexer works at a time across processes: it holds a lease that a dead one loses. */
export function createIndexer(options: IndexerOptions): Indexer {
  const { store, holder, log, beforeFlip, onSpaces } = options;
  const embedders = embeddersOf(options.embedder);
  const faults = createSpaceFaults(log);
  const retire = createRetirement(store, options.grace ?? GRACE);
  let last: Promise<unknown> = Promise.resolve();
  let stopped = false;

  const drainNow = async (scope: DrainScope, onProgress?: OnProgress): Promise<boolean> => {
    const run: Run = { ...{ store, embedders, scope, faults }, ...(beforeFlip && { beforeFlip }) };
    const current = await currentOf(store);
    if (current !== undefined) faults.clear(current);
    if (stopped || !(await hasWork(run))) return true;
    const isOurs = await withLease({ store, holder, log }, (held) =>
      drainSpaces(run, () => held() && !stopped, onProgress),
    );
    const fault = faults.of((await currentOf(store)) ?? '');
    if (fault) throw fault;
    return isOurs;
  };

  /** One after the other: two at once would hold the same lease and do the same work. */
  const drain: Indexer['drain'] = async (onProgress, scope = 'all') => {
    const run = last.then(() => drainNow(scope, onProgress));
    last = run.catch(() => undefined);
    return run;
  };

  const look = async (): Promise<void> => {
    await drain();
    await retire();
    await purgeSpaces(store, () => !stopped);
    if (!stopped) await onSpaces?.(await store.spaces());
  };
  const background = createBackground(look, (error) => {
    if (!stopped) log?.warn(told(error), 'indexing stopped; it is tried again');
  });

  return {
    drain,
    start: background.start,
    poke: background.hurry,
    stop: async () => {
      stopped = true;
      await Promise.all([background.stop(), last]);
    },
    faultOf: (space) => faults.of(space)?.message,
    forgive: () => {
      faults.clear();
    },
  };
}

const currentOf = async (store: Pick<Spaces, 'spaces'>): Promise<string | undefined> =>
  (await store.spaces()).find(({ state }) => state === 'current')?.fingerprint;
