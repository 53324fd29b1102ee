import { WatchedFolder } from './watching/folder.ts';
import { PACE, Reader, type WatchOptions } from './watching/reader.ts';
import { createSettler } from './watching/settler.ts';

export { PACE, type WatchNews, type WatchOptions } from './watching/reader.ts';

export interface Watcher {
  /** Reads all folders, and those that change from now on. */
  start(): void;
  /** Resolves when nothing is read any more. */
  stop(): Promise<void>;
}

/**
 * Keeps what is stored in step with folders. It works by level, not by edge: an event only says that
 * a folder is worth a look, and the look reads what is there and what is stored. So editors that
 * replace files, moves, branch switches and lost events all come out the same.
 */
export function createWatcher({ sync, onNews, env, watch, ...options }: WatchOptions): Watcher {
  const pace = { ...PACE, ...options.pace };
  const timers: NodeJS.Timeout[] = [];
  const folders = options.folders.map(
    (wanted) =>
      new WatchedFolder({
        ...{ wanted, watch, ...(env && { env }) },
        onEvent: () => settler.poke(),
        onPolling: (reason) => onNews?.({ news: 'polling', path: wanted.path, reason }),
      }),
  );
  const reader = new Reader(folders, { sync, pace, ...(onNews && { onNews }) });
  const run = async (): Promise<void> => {
    if (await reader.run()) settler.poke();
  };
  const settler = createSettler({ ...pace, run });
  const look = (): void => {
    if (reader.look()) settler.poke();
  };
  const everything = (): void => {
    for (const folder of folders) folder.mustBeSearched();
    settler.poke();
  };
  return {
    start: () => {
      timers.push(setInterval(look, pace.look), setInterval(everything, pace.everything));
      settler.poke();
    },
    stop: async () => {
      reader.stop();
      timers.forEach(clearInterval);
      await settler.stop();
      for (const folder of folders) folder.close();
    },
  };
}
