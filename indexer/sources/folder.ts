import { realpath, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';

import { WorkspaceError } from '#src/errors';

import { repositoryName } from './code-host.ts';
import { workTreeOf, type GitEnvironment, type WorkTree } from './git.ts';
import { historyOf, NO_HISTORY, type History } from './history.ts';
import { liesInLeftOutFolder, listDocuments, type Skipped } from './listing.ts';
import { createReadingMemory, type ReadingMemory } from './memory.ts';
import { originOf } from './origin.ts';
import { readOneFile, type FileReading, type Place } from './read-file.ts';
import type { StoredDocument } from './stored-document.ts';

export interface FolderOptions {
  /** Name of the repository; by default what its remote or its folder is called. */
  readonly repo?: string;
  /** Environment of the git process; by default this process's own. */
  readonly env?: GitEnvironment;
  /** Of earlier readings in this process; by default none. */
  readonly memory?: ReadingMemory;
}

/** What is stored under a path of the folder's repository. */
export type Stored = (path: string) => StoredDocument | undefined;

/** A folder of documents, listed and ready to be read. */
export interface Folder {
  readonly repo: string;
  /** Absolute, links resolved. */
  readonly path: string;
  /** Where it lies within its repository, with `/`; '' for all of it. */
  readonly prefix: string;
  /** Tells it from another folder whose documents go by the same `repo`; `metadata.origin` of each of them. */
  readonly origin: string;
  /** Documents, relative to the repository, in order. */
  readonly paths: readonly string[];
  /** What was not listed, and why. */
  readonly skipped: readonly Skipped[];
  /** Whether a stored path of this origin is gone for sure: it lies in the folder, and all above it could be looked at. So is one whose file was read, and is empty. */
  vanished(path: string): boolean;
  /** Whether a file holds nothing but white space; known when it was read. */
  isEmpty(path: string): boolean;
  /** Reads file after file, never failing for one of them, and parses those that are not stored as they are. */
  read(stored?: Stored): AsyncIterable<FileReading>;
}

/** Lists a folder's documents. Code: source_unreadable when the folder itself cannot be read. */
export async function openFolder(path: string, options: FolderOptions = {}): Promise<Folder> {
  const folder = await realFolder(path);
  const tree = await workTreeOf(folder, options.env);
  const root = tree?.root ?? folder;
  const prefix = relative(root, folder).split(sep).join('/');
  const { env, memory = createReadingMemory() } = options;
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
  const empty = new Set<string>();
  return {
    ...{ repo, origin, prefix, path: folder },
    ...{ paths: listing.paths, skipped: listing.skipped },
    vanished: (stored) =>
      listing.understood &&
      isAtOrBelow(stored, prefix) &&
      !liesInLeftOutFolder(stored, prefix) &&
      (!known.has(stored) || empty.has(stored)) &&
      !listing.unreadable.some((above) => isAtOrBelow(stored, above)),
    isEmpty: (path) => empty.has(path),
    read: async function* (stored = () => undefined) {
      const history = await historyIn(tree, memory, env);
      const place: Place = { root, repo, origin, tree, history, memory, stored };
      for (const path of listing.paths) {
        const file = await readOneFile(place, path);
        if ('isEmpty' in file) empty.add(path);
        yield file;
      }
    },
  };
}

async function historyIn(
  tree: WorkTree | undefined,
  memory: ReadingMemory,
  env: GitEnvironment | undefined,
): Promise<History> {
  if (tree?.head === undefined) return NO_HISTORY;
  const { root, head, isShallow } = tree;
  return memory.history(root, head, () => historyOf(root, { head, isShallow }, env));
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

/** `above`: '' for all. */
export const isAtOrBelow = (path: string, above: string): boolean =>
  above === '' || path === above || path.startsWith(`${above}/`);
