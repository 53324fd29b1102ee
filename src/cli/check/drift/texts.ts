import { lstat, readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { decodeText } from '#indexer/sources/decode';
import { git, type GitEnvironment } from '#indexer/sources/git';

/** A text, or why there is none. */
export interface Reading {
  readonly text?: string;
  readonly reason?: string;
}

/** Reads a file of a repository; never throws. */
export type ReadSource = (path: string) => Promise<Reading>;

/** Nobody writes as much by hand, and what is generated imports nothing that a rule is about. */
const MOST_BYTES = 1024 * 1024;

const TOO_LARGE = { reason: 'larger than 1 MiB' };
const NO_TEXT = { reason: 'not a text' };

/** As files lie on the disk. */
export const sourceOnDisk =
  (root: string): ReadSource =>
  async (path) => {
    try {
      const stats = await lstat(join(root, path));
      if (!stats.isFile()) return { reason: 'not a file: a link or a submodule' };
      if (stats.size > MOST_BYTES) return TOO_LARGE;
      const text = decodeText(await readFile(join(root, path)));
      return text === undefined ? NO_TEXT : { text };
    } catch {
      return { reason: 'unreadable' };
    }
  };

/** As files will be committed. One that is on the disk as it is staged is read there, which is faster. */
export async function stagedSource(root: string, env: GitEnvironment): Promise<ReadSource> {
  const changed = await git(root, ['diff', '--name-only', '-z', '--no-ext-diff'], env);
  const unstaged = new Set(changed?.stdout.split('\0'));
  const onDisk = sourceOnDisk(root);
  return async (path) => {
    if (changed && !unstaged.has(path)) return onDisk(path);
    const shown = await git(root, ['show', `:./${path}`], env);
    if (!shown) return { reason: 'unreadable' };
    if (shown.stdout.length > MOST_BYTES) return TOO_LARGE;
    return shown.stdout.includes('\0') ? NO_TEXT : { text: shown.stdout };
  };
}
