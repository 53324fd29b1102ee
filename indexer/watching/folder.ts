import { realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { WantedFolder } from '#indexer/reading';
import { ignoredFolders, workTreeRoot, type GitEnvironment } from '#indexer/sources/git';

import { watchRepository, type RepositoryWatch } from './repository.ts';
import { Tree, type WatchFolder } from './tree.ts';

export interface WatchedFolderOptions {
  readonly wanted: WantedFolder;
  readonly env?: GitEnvironment;
  /** Something happened that may concern a document. */
  onEvent(): void;
  /** It is looked at again and again from now on; the reason is a code of the system. */
  onPolling(reason: string): void;
  readonly watch?: WatchFolder | undefined;
}

/** A folder, with what watches it while it is there. */
export class WatchedFolder {
  readonly wanted: WantedFolder;
  /** Whether it could not be found when it was last looked for. */
  isMissing = false;
  isPolling = false;
  readonly #options: WatchedFolderOptions;
  #tree: Tree | undefined;
  #repository: RepositoryWatch | undefined;
  #mustRead = true;
  #mustFindRepository = false;

  constructor(options: WatchedFolderOptions) {
    this.#options = options;
    this.wanted = options.wanted;
  }

  /** It is read at the next opportunity, whatever happens. */
  mustBeRead(): void {
    this.#mustRead = true;
  }

  /** Every folder in it is looked for again, too. */
  mustBeSearched(): void {
    this.#mustRead = true;
    this.#mustFindRepository = true;
    this.#tree?.suspectAll();
  }

  /** Brings its watchers into step, and answers whether it is there and may have changed since the last time. */
  async refresh(): Promise<boolean> {
    const root = await folderAt(this.wanted.path);
    const wasMissing = this.isMissing;
    this.isMissing = root === undefined;
    if (root === undefined) {
      this.close();
      return false;
    }
    await this.#watchRepository(root);
    if (!this.isPolling) this.#watchTree(root);
    const hasChanged = (await this.#tree?.refresh()) ?? false;
    if (this.isPolling) this.#stopWatching();
    const isDue = hasChanged || wasMissing || this.#mustRead;
    this.#mustRead = false;
    return isDue;
  }

  isLocked = async (): Promise<boolean> => (await this.#repository?.isLocked()) ?? false;

  close(): void {
    this.#stopWatching();
    this.#repository?.close();
    this.#repository = undefined;
  }

  #stopWatching(): void {
    this.#tree?.close();
    this.#tree = undefined;
  }

  #watchTree(root: string): void {
    const { env, onEvent, onPolling, watch } = this.#options;
    this.#tree ??= new Tree({
      ...{ root, watch },
      ignored: () => ignoredIn(root, env),
      onEvent,
      onExhausted: (reason) => {
        if (!this.isPolling) onPolling(reason);
        this.isPolling = true;
      },
    });
  }

  /** Also where there are no watchers: whether git is at work is asked all the same, and of the old one until there is another. */
  async #watchRepository(root: string): Promise<void> {
    if (this.#repository && !this.#mustFindRepository) return;
    const { env, onEvent } = this.#options;
    const onCommit = (): void => {
      this.#mustRead = true;
      onEvent();
    };
    this.#mustFindRepository = false;
    const found = await watchRepository(root, onCommit, env);
    this.#repository?.close();
    this.#repository = found;
  }
}

async function folderAt(path: string): Promise<string | undefined> {
  try {
    const folder = await realpath(resolve(path));
    return (await stat(folder)).isDirectory() ? folder : undefined;
  } catch {
    return undefined;
  }
}

async function ignoredIn(folder: string, env?: GitEnvironment): Promise<ReadonlySet<string>> {
  const root = await workTreeRoot(folder);
  if (root === undefined) return new Set();
  const paths = await ignoredFolders(root, '', env);
  return new Set(paths.map((path) => join(root, path)));
}
