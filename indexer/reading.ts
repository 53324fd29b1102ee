import { WorkspaceError } from '#src/errors';

import type { DocumentInput } from './sources/document.ts';
import { isAtOrBelow, openFolder, type Folder } from './sources/folder.ts';
import type { GitEnvironment } from './sources/git.ts';
import type { Skipped } from './sources/listing.ts';
import { createReadingMemory, type ReadingMemory } from './sources/memory.ts';
import type { FileReading } from './sources/read-file.ts';
import type { StoredDocument } from './sources/stored-document.ts';

/** A folder that somebody wants to be read. */
export interface WantedFolder {
  readonly path: string;
  /** Name of the repository; by default the folder's own. */
  readonly repo?: string;
  /** What it was when it was last read. */
  readonly last?: FolderPlace;
}

/** Where a folder lies: in which repository, and where in it, with `/`. */
export interface FolderPlace {
  readonly repo: string;
  readonly prefix: string;
}

/** What the given folders of one repository hold, as far as it could be read. */
export interface Reading {
  readonly repo: string;
  /** As they were given, with where they are. */
  readonly folders: readonly OpenedFolder[];
  /** What is new, or not stored as it is. */
  readonly documents: readonly DocumentInput[];
  /** Stored documents whose files say what they did. */
  readonly unchanged: readonly StoredDocument[];
  /** All that is stored of the repository. */
  readonly stored: readonly StoredDocument[];
  readonly skipped: readonly Skipped[];
  /**
   * Whether a stored path is gone for sure: it lies in the folders of its origin, and all above it
   * could be read. A path of another origin, or of none that is known, is looked for in all folders.
   */
  vanished(path: string, origin?: string): boolean;
  /** Whether it is there, in a folder of this origin, and empty: no wish could be clearer. */
  emptied(path: string, origin: string | undefined): boolean;
}

/** Where a folder that was asked for lies. */
export interface OpenedFolder extends Pick<Folder, 'path' | 'origin' | 'prefix'> {
  /** As it was asked for. */
  readonly wanted: WantedFolder;
}

export interface ReadingOptions {
  readonly folders: readonly WantedFolder[];
  /** What is stored of a repository; by default nothing. */
  stored?(repo: string): Promise<readonly StoredDocument[]>;
  /** Takes what is wrong with a folder or a repository, which is then left out; by default it is thrown. */
  onFault?(fault: WorkspaceError): void;
  /** Of earlier readings in this process; by default none. */
  readonly memory?: ReadingMemory;
  /** Environment of git; by default this process's own. */
  readonly env?: GitEnvironment;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
}

/**
 * Reads folders, those of one repository together, so that none takes the other's documents for
 * vanished. Codes: source_unreadable for a folder that cannot be read, and for two different files
 * that would be one document. Nothing is written before all are read.
 */
export async function readFolders(options: ReadingOptions): Promise<readonly Reading[]> {
  const { folders, env, onProgress, stored = async () => [] } = options;
  const { memory = createReadingMemory(), onFault } = options;
  const opened: Opened[] = [];
  for (const wanted of folders) {
    const { path, repo } = wanted;
    const given = { memory, ...(env && { env }), ...(repo !== undefined && { repo }) };
    const folder = await unless(() => openFolder(path, given), onFault);
    if (folder) opened.push({ wanted, folder });
  }
  const total = opened.reduce((sum, { folder }) => sum + folder.paths.length, 0);
  let done = 0;
  const advance = (): void => onProgress?.({ done: ++done, total });
  const readings: Reading[] = [];
  for (const repo of new Set(opened.map(({ folder }) => folder.repo))) {
    const group = { repo, opened, advance, stored: await stored(repo) };
    const reading = await unless(() => readGroup(group), onFault);
    if (reading) readings.push(reading);
  }
  return readings;
}

async function unless<T>(
  run: () => Promise<T>,
  onFault: ReadingOptions['onFault'],
): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if (!onFault || !(error instanceof WorkspaceError)) throw error;
    onFault(error);
    return undefined;
  }
}

interface Opened {
  readonly wanted: WantedFolder;
  readonly folder: Folder;
}

interface Group {
  readonly repo: string;
  readonly opened: readonly Opened[];
  readonly advance: () => void;
  readonly stored: readonly StoredDocument[];
}

async function readGroup({ repo, opened, advance, stored }: Group): Promise<Reading> {
  const group = opened.filter(({ folder }) => folder.repo === repo);
  const found = new Found(repo);
  const known = new Map(stored.map((one) => [one.path, one]));
  for (const { folder } of group) {
    for (const one of folder.skipped) found.skipped.set(one.path, one);
    for await (const file of folder.read((path) => known.get(path))) {
      advance();
      found.add(file);
    }
  }
  return {
    ...{ repo, stored },
    folders: group.map(({ wanted, folder: { path, origin, prefix } }) => ({
      ...{ wanted, path, origin, prefix },
    })),
    documents: [...found.documents.values()],
    unchanged: [...found.unchanged.values()],
    skipped: [...found.skipped.values()],
    vanished: (path, origin) =>
      !found.has(path) && judgesOf(group, origin).some(({ folder }) => folder.vanished(path)),
    emptied: (path, origin) =>
      !found.has(path) &&
      group.some(({ folder }) => folder.origin === origin && folder.isEmpty(path)),
  };
}

/** What the folders of a repository hold, by path. A folder and one within it give the same file twice. */
class Found {
  readonly documents = new Map<string, DocumentInput>();
  readonly unchanged = new Map<string, StoredDocument>();
  readonly skipped = new Map<string, Skipped>();
  readonly #empty = new Set<string>();
  readonly #repo: string;

  constructor(repo: string) {
    this.#repo = repo;
  }

  /** An empty file is no document. */
  has(path: string): boolean {
    if (this.documents.has(path) || this.unchanged.has(path)) return true;
    return this.skipped.has(path) && !this.#empty.has(path);
  }

  add(file: FileReading): void {
    const { path } = file;
    if ('isEmpty' in file) this.#empty.add(path);
    if ('skipped' in file) return void this.skipped.set(path, { path, reason: file.skipped });
    this.#checkSame(path, 'document' in file ? file.document : file.unchanged);
    this.documents.delete(path);
    this.unchanged.delete(path);
    if ('document' in file) this.documents.set(path, file.document);
    else this.unchanged.set(path, file.unchanged);
  }

  /** Folders of two repositories must not give different files under one name. */
  #checkSame(path: string, { content_hash: hash }: Pick<StoredDocument, 'content_hash'>): void {
    const other = this.documents.get(path) ?? this.unchanged.get(path);
    if (!other || other.content_hash === hash) return;
    throw new WorkspaceError(
      'source_unreadable',
      `Two folders of '${this.#repo}' hold different files '${path}'.`,
      { next: 'Index them one by one, each with a --repo of its own; nothing was changed.' },
    );
  }
}

/**
 * The reading without a word on what the folders may hold that belong to it and could not be read: two
 * checkouts of one remote hold the same documents, or each some that the other has not.
 */
export function besideUnread(reading: Reading, unread: readonly FolderPlace[]): Reading {
  const prefixes = unread.filter(({ repo }) => repo === reading.repo).map(({ prefix }) => prefix);
  if (prefixes.length === 0) return reading;
  return {
    ...reading,
    vanished: (path, origin) =>
      !prefixes.some((prefix) => isAtOrBelow(path, prefix)) && reading.vanished(path, origin),
  };
}

function judgesOf(group: readonly Opened[], origin: string | undefined): readonly Opened[] {
  const own = group.filter(({ folder }) => folder.origin === origin);
  return own.length > 0 ? own : group;
}
