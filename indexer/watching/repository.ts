import { watch, type FSWatcher } from 'node:fs';
import { access } from 'node:fs/promises';
import { join } from 'node:path';

import { gitFolderOf, workTreeRoot, type GitEnvironment } from '#indexer/sources/git';

/** What changes in git's folder when another commit, branch or remote counts. */
const TELLING: ReadonlySet<string> = new Set(['HEAD', 'index', 'packed-refs', 'config']);

/** Git's own folder of the repository around a folder that is watched. */
export interface RepositoryWatch {
  /** Whether git is at work in it: a branch switch that is half done looks like a mass deletion. */
  isLocked(): Promise<boolean>;
  close(): void;
}

/** Undefined where there is no repository. */
export async function watchRepository(
  folder: string,
  onEvent: () => void,
  env?: GitEnvironment,
): Promise<RepositoryWatch | undefined> {
  const root = await workTreeRoot(folder);
  const git = root === undefined ? undefined : await gitFolderOf(root, env);
  if (git === undefined) return undefined;
  // The log of HEAD grows with every commit, also where the branch's file is what changes.
  const watchers = [git, join(git, 'logs')].flatMap((path) => watchNames(path, onEvent));
  const isLocked = (): Promise<boolean> =>
    access(join(git, 'index.lock')).then(
      () => true,
      () => false,
    );
  return { isLocked, close: () => watchers.forEach((watcher) => watcher.close()) };
}

/** Without it, a commit is noticed by the next look at everything. */
function watchNames(folder: string, onEvent: () => void): readonly FSWatcher[] {
  try {
    const watcher = watch(folder);
    watcher.on('change', (_, name) => {
      if (TELLING.has(String(name))) onEvent();
    });
    watcher.on('error', () => watcher.close());
    return [watcher];
  } catch {
    return [];
  }
}
