import { readFile, realpath, stat } from 'node:fs/promises';
import { basename, join, relative, resolve, sep } from 'node:path';

import { WorkspaceError } from '#src/errors';

import { filePage, repositoryName } from './code-host.ts';
import { decodeText } from './decode.ts';
import { readDocument, type DocumentInput } from './document.ts';
import { workTreeOf, type GitEnvironment, type WorkTree } from './git.ts';
import { liesInLeftOutFolder, listDocuments, type Skipped } from './listing.ts';
import { originOf } from './origin.ts';

export interface FolderOptions {
  /** Name of the repository; by default what its remote or its folder is called. */
  readonly repo?: string;
  /** Environment of the git process; by default this process's own. */
  readonly env?: GitEnvironment;
}

/** One file: what it says, or why it was not read. */
export type FileReading =
  | { readonly path: string; readonly document: DocumentInput }
  | { readonly path: string; readonly skipped: string };

/** A folder of documents, listed and ready to be read. */
export interface Folder {
  readonly repo: string;
  /** Tells it from another folder whose documents go by the same `repo`; `metadata.origin` of each of them. */
  readonly origin: string;
  /** Documents, relative to the repository, in order. */
  readonly paths: readonly string[];
  /** What was not listed, and why. */
  readonly skipped: readonly Skipped[];
  /** Whether a stored path of this origin is gone for sure: it lies in the folder, and all above it could be looked at. */
  vanished(path: string): boolean;
  /** Reads and parses file after file, never failing for one of them. */
  read(): AsyncIterable<FileReading>;
}

/** Larger files are data. */
const MAX_FILE_BYTES = 5 * 1024 * 1024;

/** Lists a folder's documents. Code: source_unreadable when the folder itself cannot be read. */
export async function openFolder(path: string, options: FolderOptions = {}): Promise<Folder> {
  const folder = await realFolder(path);
  const tree = await workTreeOf(folder, options.env);
  const root = tree?.root ?? folder;
  const prefix = relative(root, folder).split(sep).join('/');
  const { env } = options;
  const listing = await listDocuments({
    root,
    prefix,
    inGit: tree !== undefined,
    ...(env && { env }),
  });
  if (listing.unreadable.includes(prefix)) throw unreadable(path);
  const repo = options.repo ?? repoName(tree, folder);
  const origin = originOf({ root, remote: tree?.remote });
  const known = new Set([...listing.paths, ...listing.skipped.map((each) => each.path)]);
  return {
    ...{ repo, origin, paths: listing.paths, skipped: listing.skipped },
    vanished: (stored) =>
      listing.understood &&
      isAtOrBelow(stored, prefix) &&
      !liesInLeftOutFolder(stored, prefix) &&
      !known.has(stored) &&
      !listing.unreadable.some((above) => isAtOrBelow(stored, above)),
    read: () => readAll({ root, repo, origin, tree }, listing.paths),
  };
}

/** The real path of a folder. Code: source_unreadable when it is none that can be read. */
export async function realFolder(path: string): Promise<string> {
  try {
    const folder = await realpath(resolve(path));
    if ((await stat(folder)).isDirectory()) return folder;
  } catch (cause) {
    throw unreadable(path, cause);
  }
  throw unreadable(path);
}

const unreadable = (path: string, cause?: unknown): WorkspaceError =>
  new WorkspaceError('source_unreadable', `'${path}' is no folder that can be read.`, {
    next: 'Give the path of an existing folder that you may read; nothing was changed.',
    cause,
  });

const repoName = (tree: WorkTree | undefined, folder: string): string =>
  (tree?.remote && repositoryName(tree.remote)) || basename(tree?.root ?? folder) || 'workspace';

const isAtOrBelow = (path: string, above: string): boolean =>
  above === '' || path === above || path.startsWith(`${above}/`);

interface Place {
  readonly root: string;
  readonly repo: string;
  readonly origin: string;
  readonly tree: WorkTree | undefined;
}

async function* readAll(place: Place, paths: readonly string[]): AsyncGenerator<FileReading> {
  for (const path of paths) yield await readOne(place, path);
}

async function readOne({ root, repo, origin, tree }: Place, path: string): Promise<FileReading> {
  try {
    const absolute = join(root, path);
    const { size } = await stat(absolute);
    if (size > MAX_FILE_BYTES) return { path, skipped: `it is larger than 5 MB (${size} bytes)` };
    const text = decodeText(await readFile(absolute));
    if (text === undefined) return { path, skipped: 'it is not text' };
    const url = filePage(tree?.remote, tree?.ref, path) ?? null;
    const document = readDocument({ repo, path, text, url });
    return { path, document: { ...document, metadata: { ...document.metadata, origin } } };
  } catch (error) {
    return {
      path,
      skipped: `it cannot be read (${error instanceof Error ? error.message : String(error)})`,
    };
  }
}
