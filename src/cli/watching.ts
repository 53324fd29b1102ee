import {
  besideUnread,
  readFolders,
  type FolderPlace,
  type Reading,
  type WantedFolder,
} from '#indexer/reading';
import { createReadingMemory, type ReadingMemory } from '#indexer/sources/memory';
import type { GitEnvironment } from '#indexer/sources/git';
import {
  createWatcher,
  PACE,
  type Watcher,
  type WatchNews,
  type WatchOptions,
} from '#indexer/watch';
import { createGrace } from '#indexer/watching/grace';
import type { Client } from '#src/client';
import type { WorkspaceError } from '#src/errors';

import { shelfOf } from './shelf.ts';
import { writeReading, type Remembering, type RepositoryReport } from './syncing.ts';

/** What can be told while folders are watched. */
export type WatchedNews =
  | WatchNews
  /** Something was written, or could not be. */
  | { readonly news: 'written'; readonly report: RepositoryReport }
  | { readonly news: 'fault'; readonly fault: WorkspaceError };

export interface WatchingOptions extends Pick<WatchOptions, 'pace' | 'watch'> {
  readonly client: Client;
  readonly folders: readonly WantedFolder[];
  onNews(news: WatchedNews): void;
  /** Environment of git; by default this process's own. */
  readonly env?: GitEnvironment;
  /** Of the reading that went before; by default none. */
  readonly memory?: ReadingMemory;
  readonly remember?: Remembering;
}

/** Keeps the documents of folders in step with their files. Not started. */
export function createWatching({ onNews, folders, ...options }: WatchingOptions): Watcher {
  const { client, env, memory = createReadingMemory(), remember = true } = options;
  const places = new Map<WantedFolder, FolderPlace>();
  /** As they were told last, or before: what stays is said once, not at every reading. */
  const spared = new Map<string, number>();
  const grace = createGrace(options.pace?.grace ?? PACE.grace);

  const sync = async (due: readonly WantedFolder[], isSettled: () => Promise<boolean>) => {
    const readings = await readFolders({
      folders: withMates(folders, due, places),
      stored: shelfOf(client).stored,
      memory,
      ...(env && { env }),
      onFault: (fault) => onNews({ news: 'fault', fault }),
    });
    if (!(await isSettled())) return false;
    let isDone = true;
    for (const reading of readings) {
      for (const { wanted, prefix } of reading.folders)
        places.set(wanted, { repo: reading.repo, prefix });
      const unread = unreadBeside(folders, reading, places);
      const report = await writeReading(besideUnread(reading, unread), {
        ...{ client, remember },
        ...grace.planning(reading),
      });
      grace.written(reading);
      if (report.held > 0) isDone = false;
      const known = spared.get(reading.repo) ?? report.spared;
      spared.set(reading.repo, report.spared);
      if (hasNews(report) || report.spared > known) onNews({ news: 'written', report });
    }
    return isDone;
  };
  return createWatcher({ ...options, folders, sync, onNews });
}

type Places = ReadonlyMap<WantedFolder, FolderPlace>;

/**
 * Folders of one repository are read together, or each would take the other's documents for
 * vanished. One that was missing until now may belong to any.
 */
function withMates(
  all: readonly WantedFolder[],
  due: readonly WantedFolder[],
  places: Places,
): readonly WantedFolder[] {
  const known = new Set(due.map((folder) => places.get(folder)?.repo));
  const isAny = known.has(undefined);
  const isMate = (folder: WantedFolder): boolean =>
    places.has(folder) && (isAny || known.has(places.get(folder)?.repo));
  return all.filter((folder) => due.includes(folder) || isMate(folder));
}

/** Those of the reading's repository that it did not read, where they were when they were read last. */
function unreadBeside(
  all: readonly WantedFolder[],
  { folders }: Reading,
  places: Places,
): readonly FolderPlace[] {
  const read = new Set(folders.map(({ wanted }) => wanted));
  return all.flatMap((folder) => {
    const place = places.get(folder) ?? folder.last;
    return place && !read.has(folder) ? [place] : [];
  });
}

const hasNews = ({ added, changed, moved, removed, refused }: RepositoryReport): boolean =>
  added + changed + moved + removed + refused.length > 0;
