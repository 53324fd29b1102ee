import type { AnyEmbedder, Embedders } from '#embeddings/embedder';
import type { IndexJob, IndexQueue, Space, Spaces } from '#src/store/store';

import { embedBatch } from './batch.ts';
import { isModelFailure, type SpaceFaults } from './faults.ts';
import { settleAll } from './settle.ts';

/**
 * Records read and embedded together: some hundred passages. Fewer in spaces that do not answer, so that what
 * is written meanwhile is soon in the one that does.
 */
const BATCHES: Readonly<Record<Space['state'], number>> = { current: 32, building: 8, kept: 8 };
/** Passages or jobs that one transaction removes of a dropped space: some milliseconds. */
const PURGED = 500;

/** `current`: only what answers now. `all`: also what is to take its place, and what can be returned to. */
export type DrainScope = 'current' | 'all';

export interface IndexProgress {
  /** Records brought into step since the run began. */
  readonly done: number;
  /** Records that wait in the space that is worked on. */
  readonly pending: number;
  /** Its fingerprint. */
  readonly space: string;
}

export type OnProgress = (progress: IndexProgress) => void;

export interface Run {
  readonly store: IndexQueue & Spaces;
  readonly embedders: Embedders;
  readonly scope: DrainScope;
  readonly faults: SpaceFaults;
  /** See `IndexerOptions.beforeFlip`. */
  readonly beforeFlip?: ((model: string) => Promise<void>) | undefined;
}

/** A batch of jobs; none are left of a space that is complete. */
interface Step {
  readonly space: Space;
  readonly embedder: AnyEmbedder;
  readonly jobs: readonly IndexJob[];
}

/** Asked before the lease is taken, so that an idle indexer never writes. */
export async function hasWork(run: Run): Promise<boolean> {
  await offerSpaces(run);
  return (await nextStep(run, { most: 1 })) !== undefined;
}

/**
 * Brings the spaces into step, one batch after the other, each time of the most urgent space. (Two side by
 * side index little faster, and questions then wait for a core.) A space whose model fails is set aside.
 */
export async function drainSpaces(
  run: Run,
  goesOn: () => boolean,
  onProgress?: OnProgress,
): Promise<void> {
  let done = 0;
  let before = 0;
  while (goesOn()) {
    const step = await nextStep(run, { before });
    if (!step) return;
    before = step.space.state === 'current' ? step.jobs.length : 0;
    try {
      done += await take(run, step);
    } catch (error) {
      if (!isModelFailure(error)) throw error;
      run.faults.note(step.space, error);
    }
    if (onProgress) onProgress({ done, ...(await standOf(run, step.space)) });
  }
}

async function standOf({ store }: Run, { fingerprint: space }: Space) {
  const { pending } = await store.indexStatus(space);
  return { pending, space };
}

/** Frees what was dropped, in transactions so short that nobody waits for one. */
export async function purgeSpaces(
  store: Pick<Spaces, 'purgeSpaces'>,
  goesOn: () => boolean,
): Promise<void> {
  while (goesOn() && (await store.purgeSpaces(PURGED)) > 0);
}

/** The first space of a file, or a later generation of the current one. */
async function offerSpaces({ store, embedders, scope }: Run): Promise<void> {
  const spaces = await store.spaces();
  if (spaces.length > 0 && scope === 'current') return;
  const model = spaces.find(({ state }) => state === 'current')?.model ?? embedders.first;
  const embedder = await embedders.of(model);
  if (embedder) await store.offerSpace(embedder.info);
}

/** Current before building before kept. */
const ORDER: readonly Space['state'][] = ['current', 'building', 'kept'];
const SCOPES: Readonly<Record<DrainScope, readonly Space['state'][]>> = {
  current: ['current'],
  all: ORDER,
};

interface Looking {
  /** Jobs of a step; by default as many as its space has in a batch. */
  readonly most?: number;
  /** Jobs of the batch before, when that was one of the current space; else 0. */
  readonly before?: number;
}

/**
 * Where somebody writes all the time, something always waits in the current space. So a batch of it that
 * was not full is followed by one of another space, with as many jobs and more: else that one would
 * never begin, or never catch up.
 */
const isTurnOf = ({ state }: Space, before: number): boolean =>
  state !== 'current' && before > 0 && before < BATCHES.current;

async function nextStep(
  run: Run,
  { most = Infinity, before = 0 }: Looking,
): Promise<Step | undefined> {
  const { store, faults, scope } = run;
  const spaces = await store.spaces();
  const inScope = SCOPES[scope].flatMap((state) => spaces.filter((each) => each.state === state));
  const turnOf = (space: Space) => isTurnOf(space, before);
  const inOrder = [...inScope.filter(turnOf), ...inScope.filter((space) => !turnOf(space))];
  for (const space of inOrder) {
    if (faults.of(space.fingerprint)) continue;
    const embedder = await embedderFor(run, space);
    const limit = Math.min(most, BATCHES[space.state] + (turnOf(space) ? before : 0));
    if (!embedder) continue;
    const jobs = await store.jobs(space.fingerprint, limit);
    if (jobs.length > 0 || (await isComplete(run, space))) return { space, embedder, jobs };
  }
  return undefined;
}

/** None for a space that this program would cut or embed otherwise: what it adds would not belong there. */
async function embedderFor(run: Run, space: Space): Promise<AnyEmbedder | undefined> {
  const embedder = await run.embedders.of(space.model);
  return embedder?.info.fingerprint === space.fingerprint ? embedder : undefined;
}

/**
 * The last batches of a space that is being built are followed by the change at once: while others write
 * all the time, there are new jobs soon, but those wait in both spaces.
 */
async function take(run: Run, { space, embedder, jobs }: Step): Promise<number> {
  const { store, beforeFlip } = run;
  let settled = 0;
  for await (const outcomes of embedBatch(embedder, jobs))
    settled += await settleAll(store, space.fingerprint, outcomes);
  if (await isComplete(run, space)) {
    await beforeFlip?.(space.model);
    await store.promoteSpace(space.fingerprint);
  }
  return settled;
}

const isComplete = async ({ store }: Run, { state, fingerprint }: Space): Promise<boolean> =>
  state === 'building' && store.canPromote(fingerprint);
