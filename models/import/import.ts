import { createHash } from 'node:crypto';
import { copyFile, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { createCatalog, DEFAULT_MODEL, type Catalog, type ModelEntry } from '#models/catalog';
import { folderOf, modelFiles, recordOf } from '#models/files';
import { installedIn } from '#models/installed';
import { claim, tidy, type Claim } from '#models/pull/claim';
import { install, UNFINISHED, type TryOut } from '#models/pull/install';
import { WorkspaceError } from '#src/errors';

import { describeFolder, nameFor, type Description } from './describe.ts';

export interface ImportOptions extends Description {
  /** Folder with a folder for each model that was pulled or imported. */
  readonly modelsFolder: string;
  readonly catalog: Catalog;
  /** Take the place of another model of this name. Default false. */
  readonly replace?: boolean | undefined;
  readonly tryOut: (entry: ModelEntry) => TryOut;
  readonly progress?: (file: string, done: number, total: number) => void;
}

export interface Imported {
  readonly entry: ModelEntry;
  readonly folder: string;
  /** False: these very files were here already. */
  readonly isNew: boolean;
  /** It was taken for a model that the program knows, by its name alone. */
  readonly isKnown: boolean;
}

/**
 * Copies a model from a folder, and makes it one of the catalog. A folder that is named like a known model
 * is taken for that one; any other is described by its files and what is given. Nothing appears before
 * all of it is copied and was tried out. Errors: `source_unreadable`, `invalid_query`, `duplicate_id` when
 * another model has the name, or the same one is here and was described otherwise, `model_unavailable` when it cannot be loaded, `target_unwritable`.
 */
export async function importModel(folder: string, options: ImportOptions): Promise<Imported> {
  const { modelsFolder, catalog, replace = false } = options;
  const entry = await entryFor(folder, options);
  const target = folderOf(modelsFolder, entry);
  const isKnown = createCatalog().lookUp(entry.id) !== undefined;
  const named = catalog.lookUp(entry.id);
  if (!isKnown && (await installedIn(modelsFolder, entry))) {
    const others = named ? differing(named, entry) : [];
    if (others.length === 0) return { entry, folder: target, isNew: false, isKnown };
    if (!replace) throw describedOtherwise(entry, others);
  }
  if (!isKnown && named && !replace) throw taken(named);
  await mkdir(modelsFolder, { recursive: true }).catch(unwritable(modelsFolder));
  const mine = await claimFor(entry, modelsFolder).catch(unwritable(modelsFolder));
  try {
    await copyAll(entry, { folder, to: mine.folder, options }).catch(unwritable(modelsFolder));
    const tryOut = options.tryOut(entry);
    await install(mine.folder, { entry, modelsFolder, origin: folder, tryOut });
    return { entry, folder: target, isNew: true, isKnown };
  } finally {
    await rm(mine.folder, { recursive: true, force: true });
    await tidy(dirname(mine.folder));
  }
}

async function entryFor(folder: string, options: ImportOptions): Promise<ModelEntry> {
  const known = createCatalog().lookUp(nameFor(folder, options.name));
  if (known) return knownEntry(known, options);
  const described = await describeFolder(folder, options);
  return { ...described, revision: await revisionOf(folder, described) };
}

const DESCRIBING = ['pooling', 'tokenWindow', 'queryPrefix', 'passagePrefix', 'dtype'] as const;

/** What is known of a model is not up to whoever imports it. */
function knownEntry(known: ModelEntry, options: ImportOptions): ModelEntry {
  if (known.id === DEFAULT_MODEL.id)
    throw new WorkspaceError('invalid_query', `The model ${known.id} comes with the program.`, {
      next: 'Give another name with --name.',
    });
  const said = DESCRIBING.filter((name) => options[name] !== undefined);
  if (said.length === 0) return known;
  throw new WorkspaceError(
    'invalid_query',
    `All that is to be said of ${known.id} is known, and ${said.join(', ')} was given.`,
    { next: 'Leave it out, or import the folder as another model with --name.' },
  );
}

/** Other files, another revision: its vectors are then another space. */
async function revisionOf(folder: string, { dtype }: Pick<ModelEntry, 'dtype'>): Promise<string> {
  const records = await Promise.all(modelFiles(dtype).map((file) => recordOf(join(folder, file))));
  const hash = createHash('sha256').update(records.map(({ sha256 }) => sha256).join('\n'));
  return `files-${hash.digest('hex').slice(0, 12)}`;
}

/** Folders that an import left which did not end are used again. */
async function claimFor(entry: ModelEntry, modelsFolder: string): Promise<Claim> {
  const slug = `import--${entry.repository.replaceAll('/', '--')}`;
  const found = await claim(join(modelsFolder, UNFINISHED, slug), true);
  if ('folder' in found) return found;
  throw new Error('no folder can be made there');
}

interface Copying {
  readonly folder: string;
  readonly to: string;
  readonly options: ImportOptions;
}

async function copyAll(entry: ModelEntry, { folder, to, options }: Copying): Promise<void> {
  const files = modelFiles(entry.dtype);
  for (const [at, file] of files.entries()) {
    options.progress?.(file, at, files.length);
    await mkdir(dirname(join(to, file)), { recursive: true });
    await copyFile(join(folder, file), join(to, file));
  }
}

const unwritable =
  (folder: string) =>
  (cause: Error): never => {
    const message = `The model cannot be copied to ${folder}: ${cause.message}.`;
    const next = 'Make room or give access there, or choose another folder with EMBEDDING_CACHE.';
    throw new WorkspaceError('target_unwritable', message, { cause, next });
  };

const DESCRIBED = ['pooling', 'tokenWindow', 'prefixes', 'dtype'] as const;

/** In what two descriptions of the same files differ, in words. */
const differing = (known: ModelEntry, given: ModelEntry): readonly string[] =>
  DESCRIBED.filter((name) => !isDeepStrictEqual(known[name], given[name])).map(
    (name) => `${name} ${JSON.stringify(known[name])} rather than ${JSON.stringify(given[name])}`,
  );

const describedOtherwise = ({ id }: ModelEntry, others: readonly string[]): WorkspaceError =>
  new WorkspaceError(
    'duplicate_id',
    `The model ${id} is here already, with ${others.join(', ')}.`,
    {
      next: 'Import it as another model with --name, or take its place with --replace.',
    },
  );

const taken = ({ id, revision }: ModelEntry): WorkspaceError =>
  new WorkspaceError('duplicate_id', `There is another model ${id} (${revision}).`, {
    next: 'Give another name with --name, or take its place with --replace.',
  });
