import { join, resolve } from 'node:path';

import type { ModelEntry } from '#models/catalog';
import { folderOf, modelFiles, sizeOf } from '#models/files';
import { installedIn } from '#models/installed';
import { MANIFEST_FILE } from '#models/manifest';
import type { TryOut } from '#models/pull/install';
import type { Proxies } from '#models/pull/proxy';
import { pullModel } from '#models/pull/pull';
import { WorkspaceError } from '#src/errors';

/** Where a model may come from, tried in this order: its own folder, the two models folders, a hub. */
export interface ModelSource {
  /** Folder of this very model; when given, nothing else is tried. */
  readonly localFolder?: string;
  /** Folder with a folder for each model, named like its repository. */
  readonly modelsFolder: string;
  /** The same for models that were pulled or imported; without it nothing is downloaded. */
  readonly cacheFolder?: string;
  /** Address of a mirror in the hub's layout: `{hubMirror}/{repository}/resolve/{revision}/{file}`. */
  readonly hubMirror?: string;
  /** Default: only if a mirror is given. */
  readonly allowDownload?: boolean;
  readonly proxies?: Proxies;
  /** Gives up a download. */
  readonly signal?: AbortSignal;
  /** Milliseconds without a byte after which an attempt to download has failed. Default 30,000. */
  readonly stallTimeout?: number;
}

/**
 * The folder with all files of a model, which is pulled first where that is allowed. Models are loaded
 * from such folders only. Errors: `model_unavailable`, naming what was tried.
 */
export async function provideModel(
  entry: ModelEntry,
  source: ModelSource,
  tryOut: TryOut,
): Promise<string> {
  const { localFolder, cacheFolder, hubMirror } = source;
  if (localFolder !== undefined) return whole(entry, resolve(localFolder));
  const folder = await findModelFolder(entry, source);
  if (folder !== undefined) return folder;
  if (cacheFolder === undefined || !mayDownload(source))
    throw notHere(entry, source, await presentFolder(entry, source));
  const pulled = await pullModel(entry, {
    ...source,
    ...{ modelsFolder: cacheFolder, tryOut },
    ...(hubMirror !== undefined && { hub: hubMirror }),
  });
  return pulled.folder;
}

const mayDownload = ({ allowDownload, hubMirror }: ModelSource): boolean =>
  allowDownload ?? hubMirror !== undefined;

/** Whether `provideModel` can have a model. Code: model_unavailable, naming how to get it. */
export async function mustBeHere(entry: ModelEntry, source: ModelSource): Promise<void> {
  const { localFolder, cacheFolder } = source;
  if (localFolder !== undefined) await whole(entry, resolve(localFolder));
  else if (cacheFolder !== undefined && mayDownload(source)) return;
  else if ((await findModelFolder(entry, source)) === undefined)
    throw notHere(entry, source, await presentFolder(entry, source));
}

/** Where a model is on this machine, if it is. */
export async function findModelFolder(
  entry: ModelEntry,
  { localFolder, modelsFolder, cacheFolder }: ModelSource,
): Promise<string | undefined> {
  if (localFolder !== undefined)
    return (await absentIn(entry, localFolder)) === undefined ? resolve(localFolder) : undefined;
  for (const below of [modelsFolder, cacheFolder]) {
    const found = below === undefined ? undefined : await installedIn(below, entry);
    if (found !== undefined) return resolve(found);
  }
  return undefined;
}

/** Where anything of a model is on this machine, whole or not. */
export async function presentFolder(
  entry: ModelEntry,
  { localFolder, modelsFolder, cacheFolder }: ModelSource,
): Promise<string | undefined> {
  if (localFolder !== undefined) return resolve(localFolder);
  for (const below of [modelsFolder, cacheFolder]) {
    if (below === undefined) continue;
    const folder = folderOf(below, entry);
    const files = [MANIFEST_FILE, ...modelFiles(entry.dtype)].map((file) => join(folder, file));
    const sizes = await Promise.all(files.map(sizeOf));
    if (sizes.some((size) => size !== undefined)) return resolve(folder);
  }
  return undefined;
}

function notHere(
  entry: ModelEntry,
  { cacheFolder, modelsFolder }: ModelSource,
  present: string | undefined,
): WorkspaceError {
  const fault =
    present === undefined
      ? `is not here: neither ${[modelsFolder, cacheFolder].filter(Boolean).join(' nor ')} has it`
      : `cannot be loaded: the files in ${present} are not those of its revision ${entry.revision}`;
  return new WorkspaceError('model_unavailable', `The embedding model ${entry.id} ${fault}.`, {
    next: howToGet(entry),
  });
}

const howToGet = ({ id }: ModelEntry): string =>
  `Fetch it with \`workspace model pull ${id}\`, or bring its folder in with \`workspace model import <folder>\`.`;

async function whole(entry: ModelEntry, folder: string): Promise<string> {
  const absent = await absentIn(entry, folder);
  if (absent === undefined) return folder;
  throw new WorkspaceError(
    'model_unavailable',
    `The embedding model ${entry.id} is not here: the folder ${folder} has no ${absent}.`,
    { next: howToGet(entry) },
  );
}

/** The first file that a folder lacks. */
async function absentIn(entry: ModelEntry, folder: string): Promise<string | undefined> {
  for (const file of modelFiles(entry.dtype))
    if ((await sizeOf(join(folder, file))) === undefined) return file;
  return undefined;
}
