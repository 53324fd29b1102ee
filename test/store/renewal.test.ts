import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';
import { MIGRATIONS } from '#test/support/temporary-store';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-renewal-'));
  path = join(folder, 'w.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

/** Enough for two groups. */
const RECORDS = 250;

/** A file as the version before `0006_names_and_folding` left it, right after that migration. */
async function olderFile(): Promise<void> {
  const store = openStore({ path, migrations: MIGRATIONS });
  await store.write({
    operations: Array.from({ length: RECORDS }, (_, at) => ({
      ...{ op: 'create', kind: 'workspace_tasks' },
      value: {
        id: `T-${String(at)}`,
        title: `Die Straße ${String(at)}`,
        notes: 'Ein ﬁne Ｗｏｒｄ',
      },
    })),
  });
  await store.close();
  const sqlite = new Sqlite(path);
  sqlite.exec(`DELETE FROM wm_keywords;
    INSERT INTO wm_keywords (rowid, title) SELECT row, 'Die Straße' FROM wm_records`);
  for (const statement of statementsOf('0006_names_and_folding'))
    if (!statement.startsWith('CREATE TABLE')) sqlite.exec(statement);
  sqlite.close();
}

const statementsOf = (migration: string): readonly string[] =>
  readFileSync(join(MIGRATIONS, `${migration}.sql`), 'utf8').split('--> statement-breakpoint\n');

async function found(store: Store, text: string): Promise<number> {
  const selection = await store.select({ kinds: ['workspace_tasks'] });
  return (await store.matching(selection, { any: [{ text }], all: [], none: [] })).rows.length;
}

describe('a file of before words were folded', () => {
  it.each(['strasse', 'Straße', 'STRASSE', 'STRAẞE', 'fine', 'word'])(
    'finds %s in all its records when it is opened',
    async (word) => {
      await olderFile();
      const store = openStore({ path, migrations: MIGRATIONS });
      expect(await found(store, word)).toBe(RECORDS);
      expect(await store.named('t-7')).toHaveLength(1);
      await store.close();
    },
  );

  it('has nothing left to renew after that', async () => {
    await olderFile();
    await openStore({ path, migrations: MIGRATIONS }).close();
    const sqlite = new Sqlite(path);
    expect(sqlite.prepare('SELECT * FROM wm_stale_keywords').all()).toEqual([]);
    sqlite.close();
  });
});
