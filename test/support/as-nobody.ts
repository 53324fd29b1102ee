import { execFileSync } from 'node:child_process';

/** The usual number of the user that may do nothing. */
const NOBODY = 65_534;

/**
 * Runs with the rights of an ordinary user who owns `folder`. Root may read everything, and
 * CI often runs as root: without this a test of unreadable folders could not fail there.
 */
export async function asNobody<T>(folder: string, run: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return run();
  execFileSync('chown', ['-R', String(NOBODY), folder]);
  process.seteuid?.(NOBODY);
  try {
    return await run();
  } finally {
    process.seteuid?.(0);
  }
}
