import { mkdir, rename, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { WorkspaceError } from '#src/errors';
import type { Backups } from '#src/store/store';

import {
  listBackups,
  nameOf,
  prefixOf,
  removeAbandoned,
  removeOlder,
  unfinished,
} from './backup-folder.ts';
import type { BackupFile, BackupList, BackupReport, BackupState } from './backup-types.ts';

/** Where it writes what happens; pino's loggers fit. */
export interface BackupLog {
  error(fields: object, message: string): void;
  info(fields: object, message: string): void;
}

export interface BackupOptions {
  readonly store: Backups;
  /** The file that is copied; it says which backups of the folder are its own. */
  readonly database: string;
  readonly directory: string;
  /** How many are kept, the newest ones. */
  readonly keep: number;
  /** Milliseconds between those that are made after `start`; none when absent. */
  readonly every?: number;
  /** Default: says nothing. */
  readonly log?: BackupLog;
}

/** Makes backups into one folder and keeps the newest. Nothing happens before `start` or `make`. */
export interface BackupKeeper {
  /**
   * Makes one. It gets its name when it is proven, and older ones are removed only then. Codes: those of `Backups.copyTo`, and
   * wrong_state while this process makes one.
   */
  make(): Promise<BackupReport>;
  list(): Promise<BackupList>;
  state(): Promise<BackupState>;
  /** Makes one whenever the newest in the folder is older than `every`, whoever made it. */
  start(): void;
  /** Lets the one that is being made end. */
  stop(): Promise<void>;
}

/** Milliseconds from a failure to the next try, unless one is due before. */
const AFTER_FAILURE = 900_000;
/** A timer waits no longer. */
const LONGEST_WAIT = 2 ** 31 - 1;

export function createBackupKeeper(options: BackupOptions): BackupKeeper {
  const { every, log, keep } = options;
  const [directory, prefix] = [resolve(options.directory), prefixOf(options.database)];
  let running: Promise<BackupReport> | undefined;
  let fault: BackupState['fault'] = null;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const make = async (): Promise<BackupReport> => {
    if (running) throw alreadyRunning();
    running = makeBackup(options, directory, prefix);
    try {
      const report = await running;
      fault = null;
      return report;
    } catch (error) {
      fault = { at: new Date().toISOString(), reason: reasonOf(error) };
      throw error;
    } finally {
      running = undefined;
    }
  };
  const stateOf = (last: BackupFile | undefined): BackupState => ({
    ...{ directory, keep, running: running !== undefined, last: last ?? null, fault },
    every_seconds: every === undefined ? null : every / 1_000,
  });
  const once = async (): Promise<void> => {
    try {
      const { file, bytes, removed, seconds } = await make();
      log?.info({ directory, file, bytes, removed, seconds }, 'Made a backup.');
    } catch (error) {
      log?.error({ err: error, directory }, 'The periodic backup failed.');
    }
  };
  const schedule = async (): Promise<void> => {
    if (every === undefined || stopped) return;
    const [last] = await listBackups(directory, prefix);
    const wait = fault ? Math.min(every, AFTER_FAILURE) : untilDue(last, every);
    if (!stopped)
      timer = setTimeout(() => void once().then(schedule), Math.min(wait, LONGEST_WAIT));
  };
  return {
    make,
    list: async () => {
      const items = await listBackups(directory, prefix);
      return { ...stateOf(items[0]), items };
    },
    state: async () => stateOf((await listBackups(directory, prefix))[0]),
    start: () => void schedule(),
    stop: async () => {
      stopped = true;
      clearTimeout(timer);
      await running?.catch(() => undefined);
    },
  };
}

/** One from the future is from before a clock was set back: it says nothing of how old it is. */
function untilDue(last: BackupFile | undefined, every: number): number {
  const age = last ? Date.now() - Date.parse(last.at) : every;
  return age < 0 ? every : Math.max(0, every - age);
}

async function makeBackup(
  { store, keep }: BackupOptions,
  directory: string,
  prefix: string,
): Promise<BackupReport> {
  const began = new Date();
  const file = nameOf(prefix, began);
  await makeFolder(directory);
  await removeAbandoned(directory, prefix);
  const proof = await copyInto(store, directory, file);
  const items = await listBackups(directory, prefix);
  const removed = await removeOlder(directory, { keep, just: file, items });
  return {
    ...{
      directory,
      file,
      at: began.toISOString(),
      seconds: (Date.now() - began.getTime()) / 1_000,
    },
    ...proof,
    ...{ kept: items.length - removed.length, removed },
  };
}

async function copyInto(store: Backups, directory: string, file: string) {
  const staged = join(directory, unfinished(file));
  try {
    const proof = await store.copyTo(staged);
    await rename(staged, join(directory, file));
    return proof;
  } catch (error) {
    await rm(staged, { force: true });
    throw error;
  }
}

/** Of its owner alone: backups hold all that is kept. */
async function makeFolder(directory: string): Promise<void> {
  try {
    await mkdir(directory, { recursive: true, mode: 0o700 });
  } catch (cause) {
    throw new WorkspaceError(
      'target_unwritable',
      `The folder ${directory} cannot be made (${reasonOf(cause)}).`,
      { next: 'Choose another folder with BACKUP_DIR, or check the permissions.', cause },
    );
  }
}

const alreadyRunning = (): WorkspaceError =>
  new WorkspaceError('wrong_state', 'A backup is being made already.', {
    next: 'Wait until it is there: GET /api/backup lists what is.',
  });

const reasonOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
