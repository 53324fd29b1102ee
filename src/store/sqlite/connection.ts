import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

import Sqlite from 'better-sqlite3';
import { drizzle, type BetterSQLite3Database } from 'drizzle-orm/better-sqlite3';
import { load as loadVectorFunctions } from 'sqlite-vec';

import { migrate, missingMigrations } from './migrate.ts';
import { asWorkspaceError } from './sqlite-error.ts';
import { cacheStatements } from './statement-cache.ts';

/** Milliseconds that a writer waits for another process's transaction. */
const BUSY_TIMEOUT = 10_000;
/** Negative: KiB. */
const CACHE_SIZE = -65_536;

export interface ConnectionOptions {
  /** The database file; its folder is made when it is missing. `:memory:` for a private one. */
  readonly path: string;
  /** Folder of the migrations and their journal. */
  readonly migrations: string;
}

export interface Connection {
  readonly sqlite: Sqlite.Database;
  readonly db: BetterSQLite3Database;
}

/** Codes: database_invalid, database_newer, database_busy, database_read_only, source_unreadable. */
export function connect({ path, migrations }: ConnectionOptions): Connection {
  try {
    if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
    const sqlite = new Sqlite(path, { timeout: BUSY_TIMEOUT });
    return closingOnError(sqlite, () => {
      const missing = missingMigrations(sqlite, migrations);
      configure(sqlite);
      migrate(sqlite, missing);
      cacheStatements(sqlite);
      return { sqlite, db: drizzle(sqlite) };
    });
  } catch (error) {
    throw asWorkspaceError(error, path);
  }
}

/** Resolved questions 5 and 18: WAL, foreign keys, and full durability of what is acknowledged. */
function configure(sqlite: Sqlite.Database): void {
  sqlite.pragma('journal_mode = WAL');
  sqlite.pragma('synchronous = FULL');
  sqlite.pragma('foreign_keys = ON');
  sqlite.pragma(`cache_size = ${String(CACHE_SIZE)}`);
  loadVectorFunctions(sqlite);
}

function closingOnError<T>(sqlite: Sqlite.Database, use: () => T): T {
  try {
    return use();
  } catch (error) {
    sqlite.close();
    throw error;
  }
}
