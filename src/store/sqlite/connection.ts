import { existsSync, mkdirSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

import Sqlite from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { load as loadVectorFunctions } from 'sqlite-vec';

import { WorkspaceError } from '#src/errors';
import type { StepWatch } from '#src/store/store';

import { migrate, missingMigrations } from './migrate.ts';
import { asWorkspaceError } from './sqlite-error.ts';
import { cacheStatements } from './statement-cache.ts';

/** Milliseconds that opening waits for another process, which may be bringing the tables up to date. */
const OPEN_TIMEOUT = 10_000;
/** Milliseconds that a statement waits and blocks its thread; `guarded` tries again without blocking. */
const BUSY_TIMEOUT = 5;
/** Negative: KiB. */
const CACHE_SIZE = -65_536;
/** Pages of the log, 64 MB, from which on a commit brings it into the file; before, `checkpoints.ts` does. */
const LONGEST_LOG = 16_384;
/** Bytes to which the log is cut when it begins anew: SQLite leaves it as long as it ever was, and `checkpoints.ts` goes by its length. */
const KEPT_LOG = 2 * 2 ** 20;

export interface ConnectionOptions {
  /** The database file; its folder is made when it is missing. `:memory:` for a private one. */
  readonly path: string;
  /** Refuse a file that is not there instead of making it: a question must not leave a new file behind. Default false. */
  readonly mustExist?: boolean;
  /** Folder of the migrations and their journal. */
  readonly migrations: string;
  /** Told of slow statements; default: nobody is. */
  readonly slow?: StepWatch | undefined;
}

export interface Connection {
  readonly sqlite: Sqlite.Database;
  readonly db: BetterSQLite3Database;
}

/** Codes: database_invalid, database_newer, database_busy, database_read_only, source_unreadable. */
export function connect(options: ConnectionOptions): Connection {
  const { path, migrations, mustExist = false, slow } = options;
  try {
    if (mustExist && !existsSync(path)) throw missing(path);
    if (path !== ':memory:') makeFolder(dirname(resolve(path)));
    const sqlite = new Sqlite(path, { timeout: OPEN_TIMEOUT });
    return closingOnError(sqlite, () => {
      const missing = missingMigrations(sqlite, migrations);
      configure(sqlite);
      migrate(sqlite, missing);
      return ready(sqlite, slow);
    });
  } catch (error) {
    throw asWorkspaceError(error, path);
  }
}

/** Another connection to a file that `connect` has opened before. */
export function reconnect(path: string, slow?: StepWatch): Connection {
  const sqlite = new Sqlite(path, { fileMustExist: true });
  return closingOnError(sqlite, () => {
    configure(sqlite);
    return ready(sqlite, slow);
  });
}

function ready(sqlite: Sqlite.Database, slow: StepWatch | undefined): Connection {
  sqlite.pragma(`busy_timeout = ${String(BUSY_TIMEOUT)}`);
  cacheStatements(sqlite, slow);
  return { sqlite, db: drizzle(sqlite) };
}

/** Level by level: Node's own recursive form never returns beneath `/proc` (seen with Node 20). */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  try {
    mkdirSync(folder);
  } catch (error) {
    if (!existsSync(folder)) throw error; // another process made it meanwhile
  }
}

const missing = (path: string): WorkspaceError =>
  new WorkspaceError('source_unreadable', `There is no database at ${path}.`, {
    next: 'Choose another file with --db or DATABASE_URL, or fill a new one with workspace index or workspace add.',
  });

/** Resolved questions 5 and 18: WAL, foreign keys, and full durability of what is acknowledged. */
function configure(sqlite: Sqlite.Database): void {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`wal_autocheckpoint = ${String(LONGEST_LOG)}`);
  sqlite.pragma(`journal_size_limit = ${String(KEPT_LOG)}`);
  sqlite.pragma(`cache_size = ${String(CACHE_SIZE)}`);
  loadVectorFunctions(sqlite);
}

export function closingOnError<T>(sqlite: Sqlite.Database, use: () => T): T {
  try {
    return use();
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
