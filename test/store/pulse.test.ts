import { copyFileSync, renameSync, rmSync } from 'node:fs';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import type { ListQuery, SlowStep } from '#src/store/store';
import { MIGRATIONS, temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

describe('the pulse of a SQLite file', () => {
  let temporary: TemporaryStore;
  beforeEach(() => {
    temporary = temporaryStore();
  });
  afterEach(() => temporary.remove());

  const faults: readonly [what: string, harm: (path: string) => void, code: string][] = [
    ['removed', (path) => rmSync(path), 'database_invalid'],
    [
      'replaced by a copy',
      (path) => {
        copyFileSync(path, `${path}-copy`);
        renameSync(`${path}-copy`, path);
      },
      'database_invalid',
    ],
    [
      'migrated by a later version',
      (path) => {
        const later = 'INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)';
        const sqlite = new Sqlite(path);
        sqlite.prepare(later).run('later', 9e15);
        sqlite.close();
      },
      'database_newer',
    ],
  ];
  it.each(faults)('tells that it was %s', async (_, harm, code) => {
    await temporary.store.pulse();
    harm(temporary.path);
    await expect(temporary.store.pulse()).rejects.toMatchObject({ code });
  });
});

describe('a watched SQLite file', () => {
  const steps: SlowStep[] = [];
  const open = (after: number) =>
    openStore({
      ...{ path: ':memory:', migrations: MIGRATIONS },
      slow: { after, tell: (step) => steps.push(step) },
    });
  const secret = 'nobody-may-read-this';
  const list: ListQuery = {
    kind: 'workspace_tasks',
    where: { field: 'title', op: 'eq', value: secret },
    sort: [],
    limit: 5,
  };

  beforeEach(() => {
    steps.length = 0;
  });

  it('tells each slow step with its plan, and no value', async () => {
    const store = open(0);
    await store.list(list);
    await store.close();
    const step = steps.find(({ text }) => /FROM .?workspace_tasks/i.test(text));
    expect(step?.plan.join(' ')).toMatch(/(SCAN|SEARCH).*workspace_tasks/);
    expect(JSON.stringify(steps)).not.toContain(secret);
  });

  it('tells nothing of what is fast', async () => {
    const store = open(600_000);
    await store.list(list);
    await store.close();
    expect(steps).toEqual([]);
  });

  it('answers as one that is not watched', async () => {
    const [watched, plain] = [open(0), openStore({ path: ':memory:', migrations: MIGRATIONS })];
    for (const store of [watched, plain])
      await store.write({
        operations: [{ op: 'create', kind: 'workspace_tasks', value: { title: secret } }],
      });
    const titles = async (store: typeof plain) =>
      (await store.list(list)).items.map(({ title }) => title);
    expect(await titles(watched)).toEqual(await titles(plain));
    await Promise.all([watched.close(), plain.close()]);
  });
});
