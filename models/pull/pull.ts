import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import type { ModelEntry } from '#models/catalog';
import { folderOf, modelFiles, sizeOf } from '#models/files';
import { checkFiles, installedIn } from '#models/installed';
import { WorkspaceError } from '#src/errors';

import { bytesIn, claim, discardFree, tidy, type Claim } from './claim.ts';
import { download, type DownloadOptions } from './download.ts';
import { install, UNFINISHED, type TryOut } from './install.ts';

/** Where models come from unless a mirror is named. */
export const DEFAULT_HUB = 'https://huggingface.co/';

export interface PullOptions extends Omit<DownloadOptions, 'progress'> {
  /** Folder with a folder for each model that was pulled or imported. */
  readonly modelsFolder: string;
  /** Address of a mirror in the hub's layout: `{hub}/{repository}/resolve/{revision}/{file}`. */
  readonly hub?: string;
  readonly tryOut: TryOut;
  readonly progress?: (file: string, done: number, total: number) => void;
}

export interface Pulled {
  readonly folder: string;
  /** False: it was here already, and right. */
  readonly isNew: boolean;
}

/**
 * Brings a model of the catalog into the models folder. It goes on where an earlier pull stopped; while
 * another process pulls the same model, it waits for that one. A model whose files are not what
 * was recorded is pulled again. Errors: `model_unavailable`, `target_unwritable`.
 */
export async function pullModel(entry: ModelEntry, options: PullOptions): Promise<Pulled> {
  const folder = folderOf(options.modelsFolder, entry);
  if (await isRight(entry, options)) return { folder, isNew: false };
  const root = join(options.modelsFolder, UNFINISHED, slugOf(entry));
  const { mine, waited } = await claimOrWait(root, options).catch((cause: unknown) => {
    throw failed(entry, options, cause);
  });
  try {
    if (!waited || !(await isRight(entry, options))) await fill(mine, entry, options);
    else await mine.release();
    await discardFree(root);
    return { folder, isNew: true };
  } catch (cause) {
    await mine.release().catch(() => undefined); // what went wrong first is what counts
    throw failed(entry, options, cause);
  } finally {
    await tidy(root);
  }
}

const slugOf = ({ repository, revision }: ModelEntry): string =>
  `${repository.replaceAll('/', '--')}@${revision}`;

async function isRight(entry: ModelEntry, { modelsFolder }: PullOptions): Promise<boolean> {
  const folder = await installedIn(modelsFolder, entry);
  if (folder === undefined) return false;
  return (await checkFiles(folder, entry)).every(({ state }) => state === 'right');
}

/** Milliseconds between looks at another process that pulls the same model. */
const LOOK = 250;

/** Milliseconds that another one may take to try the model out. */
const PATIENCE = 10_000;

interface Claimed {
  readonly mine: Claim;
  /** Another one pulled it meanwhile, or gave up. */
  readonly waited: boolean;
}

/** Waits for others as long as they get on. */
async function claimOrWait(
  root: string,
  { stallTimeout = 30_000, signal }: PullOptions,
): Promise<Claimed> {
  let [bytes, since] = [-1, Date.now()];
  for (let waited = false; ; waited = true) {
    const isStuck = Date.now() - since > Math.max(PATIENCE, 2 * stallTimeout);
    const found = await claim(root, isStuck);
    if ('folder' in found) return { mine: found, waited };
    const here = await bytesIn(found.busy);
    if (here !== bytes) [bytes, since] = [here, Date.now()];
    await sleep(LOOK, undefined, { signal });
  }
}

async function fill({ folder }: Claim, entry: ModelEntry, options: PullOptions): Promise<void> {
  const { modelsFolder, hub = DEFAULT_HUB, tryOut } = options;
  const origin = `${hub.replace(/\/*$/, '/')}${entry.repository}/resolve/${entry.revision}/`;
  for (const file of modelFiles(entry.dtype)) {
    const path = join(folder, file);
    if ((await sizeOf(path)) === undefined) await fetchFile(file, { path, origin, entry, options });
  }
  try {
    await install(folder, { entry, modelsFolder, origin, tryOut });
  } catch (error) {
    await rm(folder, { recursive: true, force: true }); // all of it is here, and it is of no use
    throw error;
  }
}

interface Fetching {
  readonly path: string;
  readonly origin: string;
  readonly entry: ModelEntry;
  readonly options: PullOptions;
}

async function fetchFile(file: string, { path, origin, entry, options }: Fetching): Promise<void> {
  const address = `${origin}${file}`;
  const { revision } = entry;
  const sha256 = entry.sha256?.[file];
  const progress = (done: number, total: number) => options.progress?.(file, done, total);
  const wanted = { address, path, revision, ...(sha256 !== undefined && { sha256 }) };
  try {
    await download(wanted, { ...options, progress });
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${address}: ${reason}`, { cause });
  }
}

function failed({ id }: ModelEntry, { modelsFolder }: PullOptions, cause: unknown): unknown {
  if (cause instanceof WorkspaceError) return cause;
  const reason = cause instanceof Error ? cause.message : String(cause);
  if (isOfFileSystem(cause))
    return new WorkspaceError('target_unwritable', `The folder ${modelsFolder}: ${reason}.`, {
      cause,
      next: 'Make room or give access there, or choose another folder with EMBEDDING_CACHE.',
    });
  return new WorkspaceError('model_unavailable', `The model ${id} was not pulled: ${reason}.`, {
    cause,
    next: `Try \`workspace model pull ${id}\` again, which goes on where it stopped; or copy the model's folder here and \`workspace model import\` it.`,
  });
}

function isOfFileSystem(error: unknown): boolean {
  const { code, path, cause } = error as NodeJS.ErrnoException;
  return (
    (code !== undefined && path !== undefined) || (cause !== undefined && isOfFileSystem(cause))
  );
}
