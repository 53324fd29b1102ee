import { readFolders, type Reading, type WantedFolder } from '#indexer/reading';
import { createReadingMemory, type ReadingMemory } from '#indexer/sources/memory';
import type { GitEnvironment } from '#indexer/sources/git';
import { createWatcher, type Watcher, type WatchNews, type WatchOptions } from '#indexer/watch';
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
  const repos = new Map<WantedFolder, string>();
  /** As they were told last, or before: what stays is said once, not at every reading. */
  const spared = new Map<string, number>();

  const sync = async (due: readonly WantedFolder[], isSettled: () => Promise<boolean>) => {
    const readings = await readFolders({
      folders: withMates(folders, due, repos),
      stored: shelfOf(client).stored,
      memory,
      ...(env && { env }),
      onFault: (fault) => onNews({ news: 'fault', fault }),
    });
    if (!(await isSettled())) return false;
    for (const reading of readings) {
      for (const { wanted } of reading.folders) repos.set(wanted, reading.repo);
      const report = await writeReading(reading, { client, remember });
      const known = spared.get(reading.repo) ?? report.spared;
      spared.set(reading.repo, report.spared);
      if (hasNews(report) || report.spared > known) onNews({ news: 'written', report });
    }
    return true;
  };
  return createWatcher({ ...options, folders, sync, onNews });
}

/**
 * Folders of one repository are read together, or each would take the other's documents for
 * vanished. One that was missing until now may belong to any.
 */
function withMates(
  all: readonly WantedFolder[],
  due: readonly WantedFolder[],
  repos: ReadonlyMap<WantedFolder, Reading['repo']>,
): readonly WantedFolder[] {
  const known = new Set(due.map((folder) => repos.get(folder)));
  const isAny = known.has(undefined);
  const isMate = (folder: WantedFolder): boolean =>
    repos.has(folder) && (isAny || known.has(repos.get(folder)));
  return all.filter((folder) => due.includes(folder) || isMate(folder));
}

const hasNews = ({ added, changed, removed, refused }: RepositoryReport): boolean =>
  added + changed + removed + refused.length > 0;
