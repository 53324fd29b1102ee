import { setTimeout as sleep } from 'node:timers/promises';

import type { WantedFolder } from '#indexer/reading';
import type { GitEnvironment } from '#indexer/sources/git';

import type { WatchedFolder } from './folder.ts';
import type { WatchFolder } from './tree.ts';

/** Milliseconds. */
export interface Pace {
  /** Without an event, until changes count as over. */
  readonly quiet: number;
  /** From the first change to a reading, however many follow. */
  readonly most: number;
  /** Between looks for what cannot be watched: a missing folder, or one without watchers. */
  readonly look: number;
  /** Between readings of everything, for what no event told. */
  readonly everything: number;
  /** Until git's lock counts as left behind. */
  readonly lock: number;
  /** Until what failed is tried again. */
  readonly retry: number;
  /** Until the document of a file that is gone is removed: its file may be on its way to another path. */
  readonly grace: number;
}

export const PACE: Pace = {
  quiet: 150,
  most: 1_000,
  look: 1_000,
  everything: 180_000,
  lock: 30_000,
  retry: 5_000,
  grace: 1_000,
};

/** Between looks at a lock. */
const LOCK_POLL = 50;

/** Times as long as a reading took before folders without watchers are read again. */
const POLLING_REST = 4;

/** What whoever watches may want to know. */
export type WatchNews =
  | { readonly news: 'missing' | 'back'; readonly path: string }
  /** The system gives no more watchers: it is looked at every second instead. */
  | { readonly news: 'polling'; readonly path: string; readonly reason: string }
  | { readonly news: 'failed'; readonly error: unknown };

export interface WatchOptions {
  readonly folders: readonly WantedFolder[];
  /**
   * Brings what is stored into step with these folders. It asks `isSettled` between reading and
   * writing, writes nothing when it is not, and then answers false, to be called again.
   */
  sync(folders: readonly WantedFolder[], isSettled: () => Promise<boolean>): Promise<boolean>;
  onNews?(news: WatchNews): void;
  /** Environment of git; by default this process's own. */
  readonly env?: GitEnvironment;
  readonly pace?: Partial<Pace>;
  /** Watches one folder; default: node's own. */
  readonly watch?: WatchFolder;
}

/** Reads the folders that are due, one reading at a time. */
export class Reader {
  readonly #folders: readonly WatchedFolder[];
  readonly #pace: Pace;
  readonly #sync: WatchOptions['sync'];
  readonly #onNews: (news: WatchNews) => void;
  #retryAt: number | undefined;
  #pollAt = 0;
  #isStopped = false;

  constructor(
    folders: readonly WatchedFolder[],
    { sync, onNews, pace }: Pick<WatchOptions, 'sync' | 'onNews'> & { readonly pace: Pace },
  ) {
    this.#folders = folders;
    this.#pace = pace;
    this.#sync = sync;
    this.#onNews = (news) => onNews?.(news);
  }

  /** What is waited for is not waited for any longer. */
  stop(): void {
    this.#isStopped = true;
  }

  /** Reads what is due; answers whether it must be read again at once. Never fails. */
  async run(): Promise<boolean> {
    const began = Date.now();
    const isDone = await this.#readDue().catch((error: unknown) => {
      this.#retryAt = Date.now() + this.#pace.retry;
      this.#onNews({ news: 'failed', error });
      return true;
    });
    this.#pollAt = Date.now() + (Date.now() - began) * POLLING_REST;
    return !isDone;
  }

  /** Makes due what no event tells of; answers whether a run is worth while. */
  look(): boolean {
    const now = Date.now();
    const polled = now < this.#pollAt ? [] : this.#folders.filter(({ isPolling }) => isPolling);
    for (const folder of polled) folder.mustBeRead();
    const isRetried = this.#retryAt !== undefined && now >= this.#retryAt;
    if (isRetried) this.#retryAt = undefined;
    return isRetried || polled.length > 0 || this.#folders.some(({ isMissing }) => isMissing);
  }

  async #readDue(): Promise<boolean> {
    const due = await dueOf(this.#folders, this.#onNews);
    if (due.length === 0) return true;
    let isDone = false;
    try {
      const waiting = { patience: this.#pace.lock, goesOn: () => !this.#isStopped };
      const isLeftBehind = !(await unlocked(due, waiting));
      if (this.#isStopped) return true;
      const isSettled = async (): Promise<boolean> => isLeftBehind || !(await anyLocked(due));
      isDone = await this.#sync(
        due.map((folder) => folder.wanted),
        isSettled,
      );
    } finally {
      if (!isDone) for (const folder of due) folder.mustBeRead();
    }
    return isDone;
  }
}

async function dueOf(
  folders: readonly WatchedFolder[],
  onNews: (news: WatchNews) => void,
): Promise<readonly WatchedFolder[]> {
  const due: WatchedFolder[] = [];
  for (const folder of folders) {
    const wasMissing = folder.isMissing;
    if (await folder.refresh()) due.push(folder);
    if (folder.isMissing !== wasMissing)
      onNews({ news: folder.isMissing ? 'missing' : 'back', path: folder.wanted.path });
  }
  return due;
}

const anyLocked = async (folders: readonly WatchedFolder[]): Promise<boolean> =>
  (await Promise.all(folders.map((folder) => folder.isLocked()))).some(Boolean);

interface Waiting {
  /** Milliseconds. */
  readonly patience: number;
  goesOn(): boolean;
}

/** False when it stays locked: a git that was killed leaves its lock behind, and the files are worth reading all the same. */
async function unlocked(
  folders: readonly WatchedFolder[],
  { patience, goesOn }: Waiting,
): Promise<boolean> {
  const until = Date.now() + patience;
  while (goesOn() && (await anyLocked(folders))) {
    if (Date.now() >= until) return false;
    await sleep(LOCK_POLL);
  }
  return true;
}
