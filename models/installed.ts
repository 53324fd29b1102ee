import { readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { createCatalog, type Catalog, type ModelEntry } from './catalog.ts';
import { folderOf, modelFiles, recordOf, sizeOf } from './files.ts';
import { readManifest, type Manifest } from './manifest.ts';

/** The known models and those that were imported into a models folder. A folder that is not there has none. */
export async function readCatalog(modelsFolder: string): Promise<Catalog> {
  const manifests = await Promise.all((await foldersBelow(modelsFolder)).map(readManifest));
  return createCatalog(manifests.flatMap((manifest) => (manifest ? [manifest.entry] : [])));
}

/** `<name>` and `<owner>/<name>`, in the order of their names; what begins with a dot is not a model. */
async function foldersBelow(modelsFolder: string): Promise<readonly string[]> {
  const owners = await foldersIn(modelsFolder);
  const names = await Promise.all(owners.map(foldersIn));
  return [...owners, ...names.flat()];
}

const foldersIn = (folder: string): Promise<readonly string[]> =>
  readdir(folder, { withFileTypes: true }).then(
    (found) =>
      found
        .filter((each) => each.isDirectory() && !each.name.startsWith('.'))
        .map(({ name }) => join(folder, name))
        .sort(),
    () => [],
  );

/** A model's folder, when it has all of the files, and of this very revision where it says so. */
export async function installedIn(
  modelsFolder: string,
  entry: ModelEntry,
): Promise<string | undefined> {
  const folder = folderOf(modelsFolder, entry);
  const manifest = await readManifest(folder);
  if (manifest && !isOf(entry, manifest)) return undefined;
  const sizes = await Promise.all(
    modelFiles(entry.dtype).map((name) => sizeOf(join(folder, name))),
  );
  const isWhole = modelFiles(entry.dtype).every((name, at) => fits(manifest, name, sizes[at]));
  return isWhole ? folder : undefined;
}

const isOf = (entry: ModelEntry, manifest: Manifest): boolean =>
  manifest.entry.revision === entry.revision && manifest.entry.dtype === entry.dtype;

const fits = (manifest: Manifest | undefined, name: string, size: number | undefined): boolean =>
  size !== undefined && (!manifest || manifest.files[name]?.bytes === size);

export type FileState = 'right' | 'missing' | 'wrong' | 'unrecorded';

export interface CheckedFile {
  readonly file: string;
  /** `unrecorded`: it is there, and nothing is known to compare it with. */
  readonly state: FileState;
}

/** Compares each file with the SHA-256 that the manifest recorded, and with the one that the catalog knows. */
export async function checkFiles(
  folder: string,
  entry: ModelEntry,
): Promise<readonly CheckedFile[]> {
  const manifest = await readManifest(folder);
  return Promise.all(
    modelFiles(entry.dtype).map(async (file) => {
      const expected = [entry.sha256?.[file], manifest?.files[file]?.sha256];
      return { file, state: await stateOf(join(folder, file), expected) };
    }),
  );
}

async function stateOf(
  path: string,
  expected: readonly (string | undefined)[],
): Promise<FileState> {
  if ((await sizeOf(path)) === undefined) return 'missing';
  const pins = expected.filter((pin) => pin !== undefined);
  if (pins.length === 0) return 'unrecorded';
  const { sha256 } = await recordOf(path);
  return pins.every((pin) => pin === sha256) ? 'right' : 'wrong';
}
