import type { Database } from 'better-sqlite3';
import { readMigrationFiles, type MigrationMeta } from 'drizzle-orm/migrator';

import { WorkspaceError } from '#src/errors';

/** drizzle's own table and its own columns, so that drizzle-kit reads the same history. */
const HISTORY = `CREATE TABLE IF NOT EXISTS __drizzle_migrations (
  id INTEGER PRIMARY KEY AUTOINCREMENT, hash TEXT NOT NULL, created_at NUMERIC)`;

/**
 * The migrations that the file lacks. Reads only, so that a file which is not ours stays as it is.
 * Codes: database_newer, database_invalid, and what SQLite says.
 */
export function missingMigrations(sqlite: Database, folder: string): readonly MigrationMeta[] {
  return pending(sqlite, readMigrationFiles({ migrationsFolder: folder }));
}

/**
 * Applies migrations, all or none.
 *
 * drizzle's migrator reads the history before it takes the write lock, so of two processes
 * that start at once the second fails on a table that exists. Here the history is read again
 * under the lock.
 */
export function migrate(sqlite: Database, migrations: readonly MigrationMeta[]): void {
  if (migrations.length === 0) return;
  sqlite
    .transaction(() => {
      sqlite.exec(HISTORY);
      for (const migration of pending(sqlite, migrations)) apply(sqlite, migration);
    })
    .immediate();
}

function apply(sqlite: Database, migration: MigrationMeta): void {
  for (const statement of migration.sql) sqlite.exec(statement);
  sqlite
    .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
    .run(migration.hash, migration.folderMillis);
}

function pending(sqlite: Database, migrations: readonly MigrationMeta[]): readonly MigrationMeta[] {
  const applied = history(sqlite);
  const latest = migrations.at(-1)?.folderMillis ?? 0;
  if (applied > latest)
    throw new WorkspaceError(
      'database_newer',
      `The database ${sqlite.name} was written by a later version of workspace-memory.`,
      { next: 'Update workspace-memory, or open a backup that this version made.' },
    );
  return migrations.filter((migration) => migration.folderMillis > applied);
}

/** When the latest applied migration was made, in milliseconds since 1970; 0 for a new file. */
function history(sqlite: Database): number {
  const names = sqlite
    .prepare<[], { name: string }>(
      `SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' LIMIT 100`,
    )
    .all();
  if (names.some(({ name }) => name === '__drizzle_migrations')) {
    const row = sqlite
      .prepare<[], { latest: number | null }>(
        'SELECT max(created_at) AS latest FROM __drizzle_migrations',
      )
      .get();
    return Number(row?.latest ?? 0);
  }
  if (names.length === 0) return 0;
  throw new WorkspaceError(
    'database_invalid',
    `The file ${sqlite.name} is a SQLite database, but not one of workspace-memory.`,
    { next: 'Choose another file with DATABASE_URL or --db.' },
  );
}
