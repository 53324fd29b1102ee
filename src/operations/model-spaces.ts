import { WorkspaceError } from '#src/errors';
import type { IndexQueue, NewSpace, Space, SpaceStatus, Spaces } from '#src/store/store';

import type {
  Cancelled,
  Pruned,
  RolledBack,
  SpaceShown,
  UsedModel,
  UseModelRequest,
} from './space-types.ts';

/** What is known here of models. */
export interface SpaceModels {
  /** The space that this program would build with a model. Code: invalid_config, for one that is not known. */
  spaceOf(name: string): Promise<NewSpace>;
  /** Passages a second that a model may embed; undefined where nothing is known. */
  speedOf(model: string): Promise<number | undefined>;
  /** Code: model_unavailable, where a model's files are not on this machine and are not to be fetched. */
  mustBeHere(model: string): Promise<void>;
  /** Loads the model that embeds questions. Codes: model_unavailable, embedding_failed. */
  load(model: string): Promise<void>;
}

export interface SpaceDeps {
  readonly store: Spaces & Pick<IndexQueue, 'indexStatus'>;
  readonly models: SpaceModels;
  readonly indexer?: SpaceIndexer | undefined;
}

interface SpaceIndexer {
  poke(): void;
  /** Tries again at once what failed. */
  forgive?(): void;
  faultOf?(space: string): string | undefined;
}

/** Passages or jobs that one transaction removes: some milliseconds. */
const PURGED = 500;

/** All spaces with what waits and what failed in each. */
export async function listSpaces({
  store,
  indexer,
}: Pick<SpaceDeps, 'store' | 'indexer'>): Promise<readonly SpaceShown[]> {
  return (await store.spaceStatuses()).map((space) => shown(space, indexer));
}

/** Has a model's space built in the background, or takes one that is complete. Codes: invalid_config, for a model that is not known; model_unavailable. */
export async function useModel(deps: SpaceDeps, wish: UseModelRequest): Promise<UsedModel> {
  const { store, models, indexer } = deps;
  const space = await models.spaceOf(wish.model);
  await models.mustBeHere(space.model); // else it would be built for ever, and hold up other wishes
  const { fingerprint, state } = await store.wantSpace({ space, prune: wish.prune === true });
  if (state === 'building') await takeIfComplete(deps, space);
  indexer?.forgive?.();
  indexer?.poke();
  const spaces = await store.spaceStatuses();
  const status = spaces.find((each) => each.fingerprint === fingerprint);
  if (!status) throw overtaken(space);
  return {
    outcome: status.state === 'current' ? 'current' : 'building',
    space: shown(status, indexer),
    records: status.pending,
    seconds: await secondsOf(models, status, spaces),
  };
}

/** One that was kept, or of a file without texts. A model that cannot load now is told of by the space's fault. */
async function takeIfComplete({ store, models }: SpaceDeps, space: NewSpace): Promise<void> {
  if (!(await store.canPromote(space.fingerprint))) return;
  const isLoaded = await models.load(space.model).then(
    () => true,
    () => false,
  );
  if (isLoaded) await store.promoteSpace(space.fingerprint);
}

/** A new space has about as many passages as the current one. */
async function secondsOf(
  models: SpaceModels,
  status: SpaceStatus,
  spaces: readonly SpaceStatus[],
): Promise<number | null> {
  const speed = await models.speedOf(status.model);
  if (speed === undefined) return null;
  const current = spaces.find(({ state }) => state === 'current')?.passages ?? 0;
  const passages = status.passages === 0 ? Math.max(current, status.pending) : status.pending;
  return Math.ceil(passages / speed);
}

/**
 * Returns to the space that was the current one last, in step or not. Codes: not_found, when none is
 * kept; model_unavailable, when its model cannot answer here.
 */
export async function rollBack(deps: SpaceDeps): Promise<RolledBack> {
  const { store, models, indexer } = deps;
  const [last] = (await store.spaceStatuses())
    .filter(({ state }) => state === 'kept')
    .toSorted((a, b) => b.turn - a.turn);
  if (last) await mustAnswer(models, last);
  const { fingerprint } = await store.rollbackSpace();
  indexer?.forgive?.();
  indexer?.poke();
  const status = (await store.spaceStatuses()).find((each) => each.fingerprint === fingerprint);
  if (!status) throw overtaken({ model: last?.model ?? fingerprint });
  return { space: shown(status, indexer), stale: status.pending + status.failed };
}

async function mustAnswer(models: SpaceModels, space: SpaceStatus): Promise<void> {
  const { model, queryFingerprint, pending, failed } = space;
  try {
    const own = await models.spaceOf(model);
    if (own.queryFingerprint !== queryFingerprint)
      throw new Error(`This version of the program has another revision of ${model}.`);
    await models.load(model);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new WorkspaceError(
      'model_unavailable',
      `The space of ${model} was kept, but its model cannot answer: ${reason} ${pending + failed} of its records are not in step.`,
      { next: 'Bring the model back, or choose another with `workspace model use <name>`.', cause },
    );
  }
}

/** Drops the spaces that are kept, and frees their room bit by bit: others read and write meanwhile. */
export async function pruneSpaces({ store, indexer }: SpaceDeps): Promise<Pruned> {
  const kept = (await store.spaceStatuses()).filter(({ state }) => state === 'kept');
  const dropped: SpaceStatus[] = [];
  for (const space of kept) if (await isDropped(store, space)) dropped.push(space);
  await purge(store);
  return {
    dropped: dropped.map((space) => shown(space, indexer)),
    passages: dropped.reduce((sum, { passages }) => sum + passages, 0),
  };
}

/** False when somebody else was faster: it is dropped already, or was returned to. */
const isDropped = (store: Spaces, { fingerprint }: Space): Promise<boolean> =>
  store.dropSpace(fingerprint).then(
    () => true,
    (error: unknown) => {
      if (error instanceof WorkspaceError && OVERTAKEN.has(error.code)) return false;
      throw error;
    },
  );

const OVERTAKEN: ReadonlySet<string> = new Set(['not_found', 'wrong_state']);

/** Gives up the space that is being built. One that was the current one before is kept. */
export async function cancelBuilding({ store, indexer }: SpaceDeps): Promise<Cancelled> {
  const building = (await store.spaceStatuses()).find(({ state }) => state === 'building');
  const cancelled = await store.cancelSpace();
  await purge(store);
  const isSame = cancelled !== undefined && cancelled.fingerprint === building?.fingerprint;
  return { space: isSame ? shown(building, indexer) : null };
}

async function purge(store: Pick<Spaces, 'purgeSpaces'>): Promise<void> {
  while ((await store.purgeSpaces(PURGED)) > 0);
}

function shown(space: SpaceStatus, indexer: SpaceIndexer | undefined): SpaceShown {
  const { fingerprint, model, dimensions, generation, state, passages, pending, failed } = space;
  const fault = indexer?.faultOf?.(fingerprint);
  return {
    ...{ fingerprint, model, dimensions, generation, state, created_at: space.createdAt },
    ...{ passages, pending, failed },
    ...(fault !== undefined && { fault }),
  };
}

const overtaken = ({ model }: Pick<Space, 'model'>): WorkspaceError =>
  new WorkspaceError('wrong_state', `Somebody else has dropped the space of ${model} meanwhile.`, {
    next: 'Look at `workspace model spaces`, and ask again.',
  });
