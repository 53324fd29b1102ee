import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';

import { benchModel, type BenchText } from '#embeddings/bench';
import { findModelFolder, presentFolder, provideModel } from '#embeddings/source';
import { verifyModel } from '#embeddings/verify';
import { createWorkerEmbedder, tryOut } from '#embeddings/worker-embedder';
import { createCatalog, DEFAULT_MODEL, type Catalog, type ModelEntry } from '#models/catalog';
import { modelFiles } from '#models/files';
import type { Description } from '#models/import/describe';
import { importModel, type Imported } from '#models/import/import';
import { readCatalog } from '#models/installed';
import { pullModel, type Pulled } from '#models/pull/pull';
import type { Config } from '#src/config';
import { sourceOf, wantedModel } from '#src/model-choice';
import type { BenchedModel, LocalModel, VerifiedModel } from '#src/operations/model-types';

/** Tells how far one file is: bytes, or files where there are only a few. */
export type FileProgress = (file: string, done: number, total: number) => void;

/** What `workspace model` does with the models of this machine; none of it needs a database. */
export interface ModelTools {
  /** Code: invalid_config, for a name that is not known. */
  readonly catalog: Catalog;
  /** Codes: model_unavailable, target_unwritable. */
  pull(name: string, progress: FileProgress): Promise<Pulled & { readonly id: string }>;
  /** Codes: those of `importModel`. */
  importFolder(folder: string, given: ImportGiven): Promise<Imported>;
  /** Of the models that are named, or of all that are here. Code: model_unavailable for one that is not here. */
  verify(name?: string): Promise<readonly VerifiedModel[]>;
  /** Of the model that a new file takes, by default. Code: model_unavailable. */
  bench(name?: string): Promise<BenchedModel>;
}

export interface ImportGiven extends Description {
  readonly replace?: boolean | undefined;
  readonly progress?: FileProgress;
}

interface Context {
  readonly config: Config;
  readonly root: string;
  readonly catalog: Catalog;
}

/** `root` is the package's folder. Codes: none; a models folder that is not there has no models. */
export async function openModelTools(config: Config, root: string): Promise<ModelTools> {
  const context = { config, root, catalog: await readCatalog(config.models) };
  const { catalog } = context;
  return {
    catalog,
    pull: (name, progress) => pull(context, catalog.find(name), progress),
    importFolder: (folder, { progress, ...given }) =>
      importModel(folder, {
        ...{ ...given, catalog, modelsFolder: config.models },
        tryOut: (entry) => (to) => tryOut(entry, to),
        ...(progress && { progress }),
      }),
    verify: (name) => verify(context, name === undefined ? undefined : catalog.find(name)),
    bench: (name) => bench(context, name === undefined ? wantedModel(context) : catalog.find(name)),
  };
}

/** The models that can be chosen, and where they are on this machine. */
export async function listLocal(config: Config, root: string): Promise<readonly LocalModel[]> {
  const context = { config, root, catalog: await readCatalog(config.models) };
  return Promise.all(context.catalog.entries.map((entry) => localModel(context, entry)));
}

async function localModel(context: Context, entry: ModelEntry): Promise<LocalModel> {
  const folder = (await findModelFolder(entry, sourceOf(entry, context))) ?? null;
  return {
    id: entry.id,
    dimensions: entry.dimensions,
    token_window: entry.tokenWindow,
    languages: entry.languages,
    licence: entry.licence,
    choose_when: entry.chooseWhen,
    origin: originOf(entry),
    folder,
    bytes: folder === null ? null : await bytesOf(entry, folder),
  };
}

function originOf({ id }: ModelEntry): LocalModel['origin'] {
  if (id === DEFAULT_MODEL.id) return 'shipped';
  return createCatalog().lookUp(id) ? 'known' : 'imported';
}

async function bytesOf({ dtype }: ModelEntry, folder: string): Promise<number> {
  const sizes = modelFiles(dtype).map(async (file) => (await stat(join(folder, file))).size);
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

/** The shipped model is here, and an imported one is on no hub: what is here is checked, and not pulled. */
async function pull(
  context: Context,
  entry: ModelEntry,
  progress: FileProgress,
): Promise<Pulled & { readonly id: string }> {
  const { config } = context;
  const { id } = entry;
  if (originOf(entry) !== 'known')
    return { id, isNew: false, folder: await folderOf(context, entry) };
  const pulled = await pullModel(entry, {
    ...{ modelsFolder: config.models, progress },
    tryOut: (folder) => tryOut(entry, folder),
    ...(config.hub !== undefined && { hub: config.hub }),
    ...(config.proxies && { proxies: config.proxies }),
  });
  return { id, ...pulled };
}

const folderOf = (context: Context, entry: ModelEntry): Promise<string> =>
  provideModel(entry, { ...sourceOf(entry, context), allowDownload: false }, (folder) =>
    tryOut(entry, folder),
  );

async function verify(context: Context, entry?: ModelEntry): Promise<readonly VerifiedModel[]> {
  if (entry) return [await verifyModel(entry, await presentOf(context, entry))];
  const verified: VerifiedModel[] = [];
  for (const each of context.catalog.entries) {
    const folder = await presentFolder(each, sourceOf(each, context));
    if (folder !== undefined) verified.push(await verifyModel(each, folder));
  }
  return verified;
}

/** The folder that is to be checked, damaged or not. Code: model_unavailable. */
const presentOf = async (context: Context, entry: ModelEntry): Promise<string> =>
  (await presentFolder(entry, sourceOf(entry, context))) ?? folderOf(context, entry);

/** Milliseconds for passages, and as many for questions. */
const BUDGET = 3_000;

async function bench(context: Context, entry: ModelEntry): Promise<BenchedModel> {
  const source = { ...sourceOf(entry, context), allowDownload: false };
  const embedder = createWorkerEmbedder({ model: entry, source });
  try {
    const begin = performance.now();
    await embedder.load();
    const load_ms = performance.now() - begin;
    const texts = await ownTexts(context.root);
    const { p50, p95, passagesPerSecond, ...rest } = await benchModel(embedder, texts, BUDGET);
    return {
      ...{ id: entry.id, load_ms, ...rest },
      passages_per_second: passagesPerSecond,
      query_ms: { p50, p95 },
    };
  } finally {
    await embedder.close();
  }
}

/** This project's own decisions, section by section. */
async function ownTexts(root: string): Promise<readonly BenchText[]> {
  const folder = join(root, 'docs', 'decisions');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.md')).sort();
  const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
  return texts.flatMap(sectionsOf);
}

const sectionsOf = (markdown: string): readonly BenchText[] =>
  markdown
    .split(/^#+ /m)
    .slice(1)
    .map((section) => ({
      title: section.slice(0, section.indexOf('\n')),
      text: section.slice(section.indexOf('\n')).trim(),
    }))
    .filter(({ text }) => text !== '');
