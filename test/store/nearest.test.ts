import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import { choosePlan } from '#src/store/sqlite/vector-plan';
import type { Store } from '#src/store/store';
import { describeNearest, vectorOf, type PlansUnderTest } from '#test/contract/store-nearest';
import { MIGRATIONS } from '#test/support/temporary-store';

/** `memory` keeps what it reads, `scan` may keep nothing. */
function openPlans(): PlansUnderTest & { readonly path: string } {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-memory-'));
  const path = join(folder, 'test.db');
  const memory = openStore({ path, migrations: MIGRATIONS });
  const scan = openStore({ path, migrations: MIGRATIONS, vectorMemory: 0 });
  return {
    path,
    stores: { memory, scan },
    remove: async () => {
      await Promise.all([memory.close(), scan.close()]);
      rmSync(folder, { recursive: true });
    },
  };
}

describeNearest('SQLite', openPlans);

describe('the plan of a comparison', () => {
  it.each([
    { what: 'what is in memory is used', kept: true, scope: 1, rent: 0, choice: 'memory' },
    { what: 'a part is read alone', kept: false, scope: 20, rent: 0, choice: 'scan' },
    { what: 'the whole is read and kept', kept: false, scope: 100, rent: 0, choice: 'fill' },
    {
      what: 'parts are read until they cost a whole',
      kept: false,
      scope: 20,
      rent: 80,
      choice: 'fill',
    },
    {
      what: 'what would not fit is never kept',
      kept: false,
      scope: 100,
      rent: 900,
      fits: false,
      choice: 'scan',
    },
  ])('$what', ({ kept, scope, rent, fits = true, choice }) => {
    expect(choosePlan({ kept, fits, all: 100, scope, rent })).toBe(choice);
  });
});

describe('vectors in a SQLite file', () => {
  const SPACE = { fingerprint: 'f1', queryFingerprint: 'q', model: 'm', dimensions: 6 };
  const to = { space: 'f1', vector: vectorOf('question') };
  let plans: ReturnType<typeof openPlans>;
  let memory: Store;
  beforeEach(async () => {
    plans = openPlans();
    memory = plans.stores['memory'] as Store;
    await memory.addSpace(SPACE);
    await addTasks(10);
  });
  afterEach(() => plans.remove());

  const addTasks = async (count: number, seed = ''): Promise<void> => {
    await memory.write({
      operations: Array.from({ length: count }, (_, at) => ({
        ...{ op: 'create', kind: 'workspace_tasks' },
        value: { title: `Task ${at}`, notes: `Note ${at}` },
      })),
    });
    await embedAll('f1', SPACE.dimensions, seed);
  };

  /** One passage for each record that has none. */
  const embedAll = async (space: string, dimensions: number, seed = ''): Promise<void> => {
    const jobs = await memory.jobs(space, 100);
    await memory.settle(
      space,
      jobs.map(({ row, version, sections: [section] }) => ({
        ...{ row, version, drop: [], keep: [] },
        add: [
          {
            ...{ section: section?.section ?? 0, ordinal: 0, start: 0, end: 1 },
            ...{ hash: `${row}`, vector: vectorOf(`${row}${seed}`, dimensions) },
          },
        ],
      })),
    );
  };

  const planOf = async (store: Store, ids?: readonly string[]) => {
    const where = ids && ({ field: 'id', op: 'in', value: ids } as const);
    const scope = { kinds: ['workspace_tasks'] as const, ...(where && { where }) };
    return (await store.nearest(await store.select(scope), to)).plan.name;
  };

  it('are read for one question while it asks for few, and kept once that has cost as much', async () => {
    const half = Array.from({ length: 5 }, (_, at) => `WS-TASK-00${at + 1}`);
    const asked = [];
    for (let times = 0; times < 4; times += 1) asked.push(await planOf(memory, half));
    expect(asked).toEqual(['scan', 'memory', 'memory', 'memory']);
    expect(await planOf(plans.stores['scan'] as Store)).toBe('scan');
  });

  it('are read once when two questions come at once', async () => {
    expect(await Promise.all([planOf(memory), planOf(memory)])).toEqual(['memory', 'memory']);
  });

  it('are kept no longer when there came more than may be kept', async () => {
    const most = 10 * SPACE.dimensions * Float32Array.BYTES_PER_ELEMENT;
    const store = openStore({ path: plans.path, migrations: MIGRATIONS, vectorMemory: most });
    expect(await planOf(store)).toBe('memory');
    await addTasks(1);
    expect([await planOf(store), await planOf(store)]).toEqual(['scan', 'scan']);
    await memory.write({
      operations: [{ op: 'delete', kind: 'workspace_tasks', id: 'WS-TASK-011' }],
    });
    expect(await planOf(store)).toBe('memory');
    await store.close();
  });

  it('answer questions on two spaces at once, as while a new one takes the place of the old', async () => {
    const other = { ...SPACE, fingerprint: 'f2', dimensions: 4 };
    await memory.addSpace(other);
    await embedAll('f2', 4);
    const selection = await memory.select({ kinds: ['workspace_tasks'] });
    const found = await Promise.all([
      memory.nearest(selection, to),
      memory.nearest(selection, { space: 'f2', vector: vectorOf('question', 4) }),
      memory.nearest(selection, to),
    ]);
    expect(found.map(({ rows }) => rows.length)).toEqual([10, 10, 10]);
  });

  it('of a space that is dropped while they are read are no answer', async () => {
    const scan = plans.stores['scan'] as Store;
    for (let times = 0; times < 6; times += 1) await addTasks(100);
    await memory.addSpace({ ...SPACE, fingerprint: 'f2' });
    while ((await memory.jobs('f2', 1)).length > 0) await embedAll('f2', SPACE.dimensions);
    await memory.promoteSpace('f2');
    const selection = await scan.select({ kinds: ['workspace_tasks'] });
    const asked = scan.nearest(selection, to);
    await memory.dropSpace('f1');
    await expect(asked).rejects.toMatchObject({ code: 'not_found' });
  });

  it('of the space before are let go when another is the current one', async () => {
    await planOf(memory);
    await memory.addSpace({ ...SPACE, fingerprint: 'f2' });
    await embedAll('f2', SPACE.dimensions);
    await memory.promoteSpace('f2');
    const selection = await memory.select({ kinds: ['workspace_tasks'] });
    const planIn = async (space: string) =>
      (await memory.nearest(selection, { ...to, space })).plan.name;
    expect([
      await planIn('f1'),
      await planIn('f2'),
      await planIn('f1'),
      await planIn('f2'),
    ]).toEqual([...['memory', 'memory', 'scan', 'memory']]);
  });

  it('are read anew when a backup took the place of what was in the file', async () => {
    const backup = `${plans.path}.backup`;
    const copy = async (from: string, into: string): Promise<void> => {
      const source = new Sqlite(from);
      await source.backup(into);
      source.close();
    };
    await copy(plans.path, backup);
    await addTasks(1, 'before');
    expect(await planOf(memory)).toBe('memory');
    await copy(backup, plans.path);
    await addTasks(1, 'after');
    const selection = await memory.select({ kinds: ['workspace_tasks'] });
    const [kept, read] = await Promise.all(
      Object.values(plans.stores).map((store) => store.nearest(selection, to)),
    );
    expect(Array.from(kept?.similarity ?? [])).toEqual(Array.from(read?.similarity ?? []));
  });

  it.each([
    { what: 'gone', by: 'DELETE FROM wm_vectors WHERE passage % 2 = 0' },
    { what: 'cut', by: "UPDATE wm_vectors SET embedding = x'00' WHERE passage = 3" },
  ])('that are $what are an error, never a shorter answer', async ({ by }) => {
    new Sqlite(plans.path).exec(by).close();
    for (const store of Object.values(plans.stores))
      await expect(planOf(store)).rejects.toMatchObject({ code: 'database_invalid' });
  });
});
