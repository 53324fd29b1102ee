import { isDeepStrictEqual } from 'node:util';

import type { WantedFolder } from '#indexer/reading';
import type { Watcher } from '#indexer/watch';

export interface FollowOptions {
  readonly first: readonly WantedFolder[];
  /** The folders that are to be watched now; may be none. */
  list(): Promise<readonly WantedFolder[]>;
  watch(folders: readonly WantedFolder[]): Watcher;
  /** Takes why the list could not be looked at; it is looked at again. */
  onFault(error: unknown): void;
  /** Milliseconds between looks at the list. Default 2,000. */
  readonly pause?: number;
}

/** Watches the folders of a list that may change meanwhile: then others are watched, from their beginning. */
export function followFolders({ first, pause = 2_000, ...options }: FollowOptions): Watcher {
  let folders = first;
  let watcher = options.watch(folders);
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isStopped = false;

  const look = async (): Promise<void> => {
    const wanted = await options.list();
    if (isStopped || isDeepStrictEqual(wanted, folders)) return;
    await watcher.stop();
    if (isStopped) return;
    folders = wanted;
    watcher = options.watch(folders);
    watcher.start();
  };
  const lookLater = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => {
      looking = look().catch(options.onFault).finally(lookLater);
    }, pause);
  };
  return {
    start: () => {
      watcher.start();
      lookLater();
    },
    stop: async () => {
      isStopped = true;
      clearTimeout(timer);
      await looking;
      await watcher.stop();
    },
  };
}
