import { watch, type FSWatcher } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';

import { isLeftOut } from '#indexer/sources/listing';
import { formatOf } from '#indexer/sources/formats';

export interface TreeOptions {
  /** Absolute, links resolved. */
  readonly root: string;
  /** Absolute folders that hold nothing to read; asked when folders appear. */
  ignored(): Promise<ReadonlySet<string>>;
  /** Something happened that may concern a document. */
  onEvent(): void;
  /** The system has no more watchers to give. */
  onExhausted(reason: string): void;
  /** Watches one folder; default: node's own. */
  readonly watch?: WatchFolder | undefined;
}

/** Watches one folder. Throws what the system says. */
export type WatchFolder = (folder: string, options: { readonly recursive: boolean }) => FSWatcher;

/** Where the system watches whole trees by itself; elsewhere each folder has a watcher. */
const WATCHES_TREES: ReadonlySet<string> = new Set(['darwin', 'win32']);

/** What the system says when it has no more to give: inotify's watches, its instances, memory. */
const EXHAUSTED: ReadonlySet<string> = new Set(['ENOSPC', 'EMFILE', 'ENFILE', 'ENOMEM']);

/** A file that decides what is listed. */
const IGNORE_FILE = '.gitignore';

/**
 * Hears of changes below a folder. What it hears says that something happened and where to look for
 * new folders, nothing more: what is there now is found out by reading, so that an event lost or
 * told twice does no harm.
 */
export class Tree {
  readonly #options: TreeOptions;
  readonly #watchers = new Map<string, FSWatcher>();
  /** Paths at which a folder may have come, gone, or been replaced. */
  readonly #suspects = new Set<string>();
  #heard = false;

  constructor(options: TreeOptions) {
    this.#options = options;
    this.#suspects.add(options.root);
  }

  /** Looks for folders everywhere at the next `refresh`. */
  suspectAll(): void {
    this.#suspects.add(this.#options.root);
  }

  /** Brings the watchers into step with the folders; answers whether something happened since the last time. */
  async refresh(): Promise<boolean> {
    const suspects = [...this.#suspects];
    let hasChanged = this.#heard;
    this.#heard = false;
    this.#suspects.clear();
    const found: string[] = [];
    for (const path of suspects) {
      if (this.#drop(path)) hasChanged = true;
      if (await isFolder(path)) found.push(path);
    }
    if (found.length === 0) return hasChanged;
    const ignored = await this.#options.ignored();
    for (const path of found) if (!ignored.has(path)) await this.#cover(path, ignored);
    return true;
  }

  close(): void {
    for (const watcher of this.#watchers.values()) watcher.close();
    this.#watchers.clear();
  }

  /** A folder is watched before it is looked into, so that what is made in between is heard of. */
  async #cover(top: string, ignored: ReadonlySet<string>): Promise<void> {
    const waiting = [top];
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      if (!this.#watch(at)) return;
      const entries = await readdir(at, { withFileTypes: true }).catch(() => []);
      for (const entry of entries) {
        const path = join(at, entry.name);
        if (entry.isDirectory() && !isLeftOut(entry.name) && !ignored.has(path)) waiting.push(path);
      }
    }
  }

  /** False when nothing below needs a watcher, or can have one. */
  #watch(folder: string): boolean {
    const recursive = WATCHES_TREES.has(process.platform);
    try {
      const watcher = (this.#options.watch ?? watch)(folder, { recursive });
      watcher.on('change', (type, name) => this.#onChange(folder, type, String(name ?? '')));
      watcher.on('error', () => this.#suspect(folder));
      this.#watchers.get(folder)?.close();
      this.#watchers.set(folder, watcher);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : '';
      if (EXHAUSTED.has(code)) this.#options.onExhausted(code);
      return !EXHAUSTED.has(code);
    }
    return !recursive;
  }

  /** `rename` says that a name came or went. A folder that goes tells its own name. */
  #onChange(folder: string, type: string, name: string): void {
    const own = basename(name);
    const isDocument = formatOf(own) !== undefined || own === IGNORE_FILE;
    if (type === 'rename') {
      if (name === '' || name === basename(folder)) this.#suspect(folder);
      if (name !== '' && !isLeftOut(own)) this.#suspect(join(folder, name));
    }
    if (isDocument || name === '') this.#hear();
  }

  #suspect(path: string): void {
    this.#suspects.add(path);
    this.#options.onEvent();
  }

  #hear(): void {
    this.#heard = true;
    this.#options.onEvent();
  }

  /** Closes the watchers at and below a path; answers whether there were any. */
  #drop(top: string): boolean {
    const gone = [...this.#watchers.keys()].filter(
      (path) => path === top || path.startsWith(top.endsWith(sep) ? top : top + sep),
    );
    for (const path of gone) {
      this.#watchers.get(path)?.close();
      this.#watchers.delete(path);
    }
    return gone.length > 0;
  }
}

/** Links are not followed, so there are no loops. */
const isFolder = async (path: string): Promise<boolean> =>
  (await lstat(path).catch(() => undefined))?.isDirectory() ?? false;
