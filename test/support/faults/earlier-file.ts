import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';

import { migrate, missingMigrations } from '#src/store/sqlite/migrate';
import { MIGRATIONS } from '#test/support/temporary-store';

/** Migrations that a file of the first versions had. */
const FIRST = 3;

/** Makes a file as an earlier version of the program left it, with one task. */
export function earlierFile(path: string, id: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-early-'));
  cpSync(MIGRATIONS, folder, { recursive: true });
  const journal = join(folder, 'meta', '_journal.json');
  const { entries, ...rest } = JSON.parse(readFileSync(journal, 'utf8')) as { entries: object[] };
  writeFileSync(journal, JSON.stringify({ ...rest, entries: entries.slice(0, FIRST) }));
  const sqlite = new Sqlite(path);
  migrate(sqlite, missingMigrations(sqlite, folder));
  sqlite
    .prepare(`INSERT INTO workspace_tasks (id, title, created) VALUES (?, 't', '2025-01-01')`)
    .run(id);
  sqlite.close();
  rmSync(folder, { recursive: true });
}
