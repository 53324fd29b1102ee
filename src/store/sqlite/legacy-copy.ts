import { copyFile, mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { WorkspaceError } from '#src/errors';

/** A database with its log and journal in a folder of its own, where SQLite may recover it. */
export interface Copy {
  readonly path: string;
  remove(): Promise<void>;
}

/** The file itself, its write-ahead log, its rollback journal. The `-shm` is made anew from the log. */
const PARTS = ['', '-wal', '-journal'] as const;

/** Milliseconds between two tries. */
const PAUSE = 50;
/** A change within this many milliseconds of another may leave the time of the file as it is (the kernel's clock tick). */
const TICK = 20;

/** Copies until nothing changed meanwhile. Codes: database_busy after `patience` milliseconds, source_unreadable. */
export async function copyOf(path: string, patience: number): Promise<Copy> {
  const folder = await mkdtemp(join(tmpdir(), 'workspace-source-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  const deadline = Date.now() + patience;
  try {
    while (!(await copyStill(path, join(folder, 'copy.db')))) {
      if (Date.now() > deadline) throw restless(path);
      await sleep(PAUSE);
    }
    return { path: join(folder, 'copy.db'), remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Whether the copy is that of one moment. */
async function copyStill(from: string, to: string): Promise<boolean> {
  const before = await partsOf(from);
  if (before.some(({ changed }) => Date.now() - changed < TICK)) return false;
  await Promise.all(PARTS.map((part) => rm(to + part, { force: true })));
  for (const { part } of before) await copyFile(from + part, to + part).catch(ignoreAbsent);
  const after = await partsOf(from);
  return marksOf(before) === marksOf(after);
}

interface Part {
  readonly part: string;
  /** Milliseconds since 1970. */
  readonly changed: number;
  /** Another file, size or time has another mark. */
  readonly mark: string;
}

async function partsOf(path: string): Promise<readonly Part[]> {
  const found = await Promise.all(
    PARTS.map(async (part) => {
      const state = await stat(path + part, { bigint: true }).catch(ignoreAbsent);
      if (!state) return [];
      const mark = `${part}:${state.ino}:${state.size}:${state.mtimeNs}`;
      return [{ part, changed: Number(state.mtimeMs), mark }];
    }),
  );
  return found.flat();
}

const marksOf = (parts: readonly Part[]): string => parts.map(({ mark }) => mark).join(' ');

function ignoreAbsent(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error;
}

const restless = (path: string): WorkspaceError =>
  new WorkspaceError('database_busy', `${path} is being written to all the time.`, {
    next: 'Stop the program that writes to it, and run this again.',
  });
