import { realpath } from 'node:fs/promises';

import Sqlite from 'better-sqlite3';

import { WorkspaceError } from '#src/errors';
import type { LegacyDatabase } from '#src/store/legacy';

import { copyOf } from './legacy-copy.ts';
import { asLegacyError } from './legacy-error.ts';
import { readHeader } from './legacy-header.ts';
import { readRows, readTables } from './legacy-tables.ts';

export interface LegacyOptions {
  /** Milliseconds that a locked or changing file is waited for. Default: 5 seconds. */
  readonly patience?: number;
}

const PATIENCE = 5_000;

interface Opened {
  readonly sqlite: Sqlite.Database;
  readonly close: () => Promise<void>;
}

/** Opens an older database for reading, as `OpenLegacy` promises. */
export async function openLegacy(
  path: string,
  { patience = PATIENCE }: LegacyOptions = {},
): Promise<LegacyDatabase | undefined> {
  // A log lies beside the file itself, not beside a link to it.
  const file = await realpath(path).catch(() => path);
  const header = await readHeader(file);
  if (header === undefined) return undefined;
  if (header.isEmpty) return { tables: [], rows: () => [], close: async () => {} };
  try {
    const opened = header.hasLog
      ? await openCopy(file, patience)
      : await openInPlace(file, patience);
    return await described(opened, path);
  } catch (error) {
    throw asLegacyError(error, path);
  }
}

async function described({ sqlite, close }: Opened, path: string): Promise<LegacyDatabase> {
  try {
    const tables = readTables(sqlite);
    refuseOwn(tables, path);
    return { tables, rows: (table) => readRows(sqlite, table, path), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/**
 * Under a shared lock, which keeps writers out until it is closed. A journal that a crash left
 * behind would have to be rolled back first, which a reader may not do here: then a copy is read.
 */
async function openInPlace(path: string, patience: number): Promise<Opened> {
  const sqlite = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: patience });
  try {
    return begun(sqlite, async () => void sqlite.close());
  } catch (error) {
    sqlite.close();
    if (!needsRollback(error)) throw error;
    return openCopy(path, patience);
  }
}

const needsRollback = (error: unknown): boolean =>
  error instanceof Sqlite.SqliteError && error.code === 'SQLITE_READONLY_ROLLBACK';

/** Reading a file with a write-ahead log in place would put a `-shm` beside it. */
async function openCopy(path: string, patience: number): Promise<Opened> {
  const copy = await copyOf(path, patience);
  try {
    const sqlite = new Sqlite(copy.path, { fileMustExist: true });
    return begun(sqlite, async () => {
      sqlite.close();
      await copy.remove();
    });
  } catch (error) {
    await copy.remove();
    throw error;
  }
}

/** Fixes the moment. What stands in a stranger's schema is not trusted to call functions. */
function begun(sqlite: Sqlite.Database, close: () => Promise<void>): Opened {
  sqlite.pragma('trusted_schema = OFF');
  sqlite.pragma('cell_size_check = ON');
  sqlite.exec('BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1');
  return { sqlite, close };
}

/** Present in every database of this program, whatever its version. */
const OWN_TABLES = ['__drizzle_migrations', 'wm_records'] as const;

function refuseOwn(tables: LegacyDatabase['tables'], path: string): void {
  const names = new Set(tables.map(({ name }) => name));
  if (!OWN_TABLES.every((name) => names.has(name))) return;
  throw new WorkspaceError(
    'database_invalid',
    `${path} is a database of workspace-memory itself.`,
    {
      next: 'Consolidation is for older ones; move its records with workspace export and workspace import.',
    },
  );
}
