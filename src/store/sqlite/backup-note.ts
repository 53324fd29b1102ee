import type { Database } from 'better-sqlite3';

import { WorkspaceError } from '#src/errors';

import { digestOf, type Digest } from './digest.ts';

/** The table of a backup in which stands what it held when it was made; no database in use has it. */
export const NOTE = 'wm_backup';

/** SQLite's own check finds pages that contradict each other, but not a text in which a bit has changed. */
export function writeNote(sqlite: Database, { tables, rows, hash }: Digest): void {
  sqlite.exec(
    `CREATE TABLE ${NOTE} (hash TEXT NOT NULL, rows INTEGER NOT NULL, tables INTEGER NOT NULL)`,
  );
  sqlite
    .prepare(`INSERT INTO ${NOTE} (hash, rows, tables) VALUES (?, ?, ?)`)
    .run(hash, rows, tables);
}

/** Looks whether a backup still holds that, and takes the note away. A plain copy of a database has none. Code: database_invalid. */
export function settleNote(sqlite: Database, path: string): void {
  const isThere = sqlite.prepare(`SELECT 1 FROM sqlite_schema WHERE name = '${NOTE}'`).get();
  if (!isThere) return;
  const note = sqlite.prepare<[], Digest>(`SELECT hash, rows, tables FROM ${NOTE}`).get();
  const found = digestOf(sqlite);
  if (note?.hash !== found.hash) throw changed(path);
  sqlite.exec(`DROP TABLE ${NOTE}`);
}

const changed = (path: string): WorkspaceError =>
  new WorkspaceError(
    'database_invalid',
    `The backup ${path} does not hold what it held when it was made.`,
    { next: 'Restore another one: `workspace backup --list` shows what there is.' },
  );
