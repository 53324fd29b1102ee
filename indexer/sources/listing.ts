import { lstat, readdir, realpath, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { dirname } from 'node:path/posix';

import { formatOf } from './formats.ts';
import { listFiles, type GitEnvironment } from './git.ts';

/** Something that is not read, and why, in words for people. */
export interface Skipped {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly reason: string;
}

/** The documents of a folder. What `unreadable` names may hold more, so nothing below it has vanished. */
export interface Listing {
  /** Relative to the root, with `/`, sorted. */
  readonly paths: readonly string[];
  readonly skipped: readonly Skipped[];
  /** Files and folders that could not be looked into. */
  readonly unreadable: readonly string[];
  /** False when something went wrong that does not say where: then nothing at all has vanished for sure. */
  readonly understood: boolean;
}

export interface ListingRequest {
  /** Absolute: the repository's root, or the folder itself. */
  readonly root: string;
  /** Folder below the root, '' for all of it. */
  readonly prefix: string;
  /** Whether the root is a git work tree. */
  readonly inGit: boolean;
  readonly env?: GitEnvironment;
}

/** Other people's text and what programs make; folders with a leading dot are left out too. */
const LEFT_OUT = new Set(['node_modules', 'vendor', 'dist', 'build']);

/** Whether a folder of this name is not looked into. */
export const isLeftOut = (name: string): boolean => name.startsWith('.') || LEFT_OUT.has(name);

/**
 * Whether a path goes through a folder beneath `prefix` that is not looked into: somebody who
 * indexed that very folder has its documents, and here they are unknown, not gone.
 */
export const liesInLeftOutFolder = (path: string, prefix: string): boolean =>
  foldersBelow(path, prefix).some(isLeftOut);

const foldersBelow = (path: string, prefix: string): readonly string[] =>
  (prefix === '' ? path : path.slice(prefix.length + 1)).split('/').slice(0, -1);

/** Lists documents, as git sees the folder where it can. Errors inside the folder are reported, not thrown. */
export async function listDocuments(request: ListingRequest): Promise<Listing> {
  const { root, prefix, inGit, env } = request;
  const listed = inGit ? await listFiles(root, prefix, env) : undefined;
  const found = new Findings(root);
  for (const path of listed?.unreadable ?? [])
    found.unreadable.push({ path, reason: 'the folder cannot be read' });
  if (listed) await found.listed(listed.paths, prefix);
  else await found.walk(prefix);
  return { ...found.listing(), understood: listed?.understood ?? true };
}

const LINK_TO_FOLDER = 'it is a link to a folder';
const NO_FILE = 'it is no regular file';

/** Gathers one listing. */
class Findings {
  readonly unreadable: Skipped[] = [];
  readonly #paths: string[] = [];
  readonly #skipped: Skipped[] = [];
  readonly #root: string;

  constructor(root: string) {
    this.#root = root;
  }

  listing(): Omit<Listing, 'understood'> {
    return {
      paths: this.#paths.toSorted(),
      skipped: [...this.#skipped, ...this.unreadable],
      unreadable: this.unreadable.map(({ path }) => path),
    };
  }

  /** Every folder once; symbolic links to folders are not followed, so there are no loops. */
  async walk(folder: string): Promise<void> {
    const waiting = [folder];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const entries = await readdir(join(this.#root, at), { withFileTypes: true }).catch(codeOf);
      if (typeof entries === 'string') {
        this.unreadable.push({ path: at, reason: `the folder cannot be read (${entries})` });
        continue;
      }
      for (const entry of entries) {
        const path = at === '' ? entry.name : `${at}/${entry.name}`;
        if (entry.isDirectory() && !isLeftOut(entry.name)) waiting.push(path);
        else if (!entry.isDirectory())
          await this.#candidate(path, { prefix: folder, isLink: entry.isSymbolicLink() });
      }
    }
  }

  /** What git lists, and what it is silent about: it does not say which of them are links, and names no pipes. */
  async listed(paths: readonly string[], prefix: string): Promise<void> {
    const { links, others } = await this.#oddIn(new Set(paths.map(dirname)), prefix);
    for (const path of new Set([...paths, ...others]))
      await this.#candidate(path, { prefix, isLink: links.has(path) });
  }

  /** Looks into folders rather than at files, of which there are many more. */
  async #oddIn(folders: ReadonlySet<string>, prefix: string) {
    const [links, others] = [new Set<string>(), new Set<string>()];
    for (const folder of folders) {
      if (folder !== '.' && liesInLeftOutFolder(`${folder}/`, prefix)) continue;
      const entries = await readdir(join(this.#root, folder), { withFileTypes: true }).catch(
        () => [],
      );
      for (const entry of entries) {
        const path = folder === '.' ? entry.name : `${folder}/${entry.name}`;
        if (entry.isSymbolicLink()) links.add(path);
        else if (!entry.isFile() && !entry.isDirectory()) others.add(path);
      }
    }
    return { links, others };
  }

  /** A path that may be a document. Folders above `prefix` are the caller's choice and never left out. */
  async #candidate(
    path: string,
    { prefix, isLink }: { readonly prefix: string; readonly isLink: boolean },
  ): Promise<void> {
    const below = prefix === '' ? path : path.slice(prefix.length + 1);
    const parts = below.split('/');
    if (path.endsWith('/')) {
      if (!parts.some(isLeftOut))
        this.#skipped.push({ path, reason: 'it is a repository of its own' });
      return;
    }
    if (parts.slice(0, -1).some(isLeftOut)) return;
    if (!formatOf(path)) {
      if (isLink && !isLeftOut(parts.at(-1) ?? '')) await this.#linkOfOtherName(path);
      return;
    }
    const problem = await this.#problemWith(path);
    if (problem === undefined) this.#paths.push(path);
    else if (problem === 'unreadable')
      this.unreadable.push({ path, reason: 'the file cannot be read' });
    else if (problem !== 'gone') this.#skipped.push({ path, reason: problem });
  }

  /** Somebody may miss the documents that a link to a folder leads to. */
  async #linkOfOtherName(path: string): Promise<void> {
    const target = await stat(join(this.#root, path)).catch(codeOf);
    if (typeof target !== 'string' && target.isDirectory())
      this.#skipped.push({ path, reason: LINK_TO_FOLDER });
  }

  /** Undefined for a file that can be read; `gone` for one that git still tracks. */
  async #problemWith(path: string): Promise<string | undefined> {
    const absolute = join(this.#root, path);
    const info = await lstat(absolute).catch(codeOf);
    if (typeof info === 'string')
      return info === 'ENOENT' || info === 'ENOTDIR' ? 'gone' : 'unreadable';
    if (info.isFile()) return undefined;
    if (info.isDirectory()) return 'gone';
    if (!info.isSymbolicLink()) return NO_FILE;
    const target = await realpath(absolute).catch(codeOf);
    const targetInfo = await stat(absolute).catch(codeOf);
    if (typeof targetInfo === 'string') return 'it is a link to nothing';
    if (!targetInfo.isFile()) return targetInfo.isDirectory() ? LINK_TO_FOLDER : NO_FILE;
    return this.#isInside(target, await realpath(this.#root))
      ? undefined
      : 'it is a link out of the folder';
  }

  #isInside(path: string, root: string): boolean {
    const way = relative(root, path);
    return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !way.startsWith(sep);
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'EIO';
