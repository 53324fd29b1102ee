import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openLegacy } from '#src/store/sqlite/legacy';
import { consolidate } from '#src/transfer/consolidate/consolidate';
import type { OnConflict, SourceReport } from '#src/transfer/consolidate/types';
import { makeDatabase, type Row } from '#test/support/legacy-databases';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

let target: TemporaryStore;
let folder: string;
beforeEach(() => {
  target = temporaryStore();
  folder = mkdtempSync(join(tmpdir(), 'workspace-legacy-'));
});
afterEach(async () => {
  await target.remove();
  rmSync(folder, { recursive: true });
});

const TASKS = 'CREATE TABLE workspace_tasks (id, title, notes, sprint)';
const LOGS = 'CREATE TABLE session_logs (id, session_id, handoff_notes)';

function tasks(name: string, rows: readonly Row[]): string {
  const path = join(folder, name);
  makeDatabase(path, { workspace_tasks: { ddl: TASKS, rows } }).close();
  return path;
}

const bring = async (
  sources: readonly string[],
  onConflict: OnConflict = 'fail',
  dryRun = false,
): Promise<readonly SourceReport[]> =>
  (await consolidate({ store: target.store, open: openLegacy, sources, onConflict, dryRun }))
    .sources;

const titles = async (): Promise<readonly unknown[]> => {
  const sort = [{ field: 'id', descending: false }];
  const { items } = await target.store.list({ kind: 'workspace_tasks', sort, limit: 100 });
  return items.map(({ title }) => title);
};

describe('an id that the target has with another content', () => {
  beforeEach(async () => {
    await bring([tasks('first.db', [{ id: 'a', title: 'first', notes: 'kept' }])]);
  });
  const second = (): string =>
    tasks('second.db', [
      { id: 'a', title: 'second', notes: 'kept' },
      { id: 'b', title: 'new' },
    ]);

  it.each<[OnConflict, string, readonly string[], object]>([
    ['fail', 'conflicts', ['first'], { added: 1, conflicts: 1 }],
    ['skip', 'done', ['first', 'new'], { added: 1, skipped: 1, verified: 1 }],
    ['replace', 'done', ['second', 'new'], { added: 1, replaced: 1, verified: 2 }],
  ])('is resolved by %s', async (onConflict, state, expected, figures) => {
    const [report] = await bring([second()], onConflict);
    expect(report).toMatchObject({
      state,
      tables: [figures],
      conflicts: [{ kind: 'workspace_tasks', id: 'a', with: 'a', fields: ['title'] }],
    });
    expect(await titles()).toEqual(expected);
  });

  it('keeps, when it is replaced, what the source does not speak of', async () => {
    const { write } = target.store;
    const value = { priority: 'HIGH' };
    await write({ operations: [{ op: 'patch', kind: 'workspace_tasks', id: 'a', value }] });
    await bring([second()], 'replace');
    const stored = await target.store.get('workspace_tasks', 'a');
    expect(stored?.record).toMatchObject({ title: 'second', priority: 'HIGH' });
  });

  it('in one source keeps no other source from coming in', async () => {
    const reports = await bring([second(), tasks('third.db', [{ id: 'c', title: 'third' }])]);
    expect(reports.map(({ state }) => state)).toEqual(['conflicts', 'done']);
    expect(await titles()).toEqual(['first', 'third']);
  });
});

it('what somebody writes while a record is being replaced stays', async () => {
  await bring([tasks('first.db', [{ id: 'a', title: 'first' }])]);
  const { store } = target;
  let interfered = 0;
  const busy = {
    ...store,
    get: async (...asked: Parameters<typeof store.get>) => {
      const patch = { op: 'patch', kind: 'workspace_tasks', id: 'a' } as const;
      if (interfered++ === 0)
        await store.write({ operations: [{ ...patch, value: { priority: 'HIGH' } }] });
      return store.get(...asked);
    },
  };
  const sources = [tasks('second.db', [{ id: 'a', title: 'second' }])];
  const request = { open: openLegacy, sources, onConflict: 'replace', dryRun: false } as const;
  await consolidate({ store: busy, ...request });
  expect(interfered).toBe(1);
  const stored = await store.get('workspace_tasks', 'a');
  expect(stored?.record).toMatchObject({ title: 'second', priority: 'HIGH' });
});

describe('an id in two sources', () => {
  const both = (): readonly string[] => [
    tasks('one.db', [{ id: 'a', title: 'one' }]),
    tasks('two.db', [{ id: 'a', title: 'two' }]),
  ];

  it.each([false, true])('collides as it does with the target (dry run: %s)', async (dryRun) => {
    const reports = await bring(both(), 'fail', dryRun);
    expect(reports.map(({ state }) => state)).toEqual(['done', 'conflicts']);
  });

  it('is that of the last one when it replaces, however often it is run', async () => {
    const sources = both();
    await bring(sources, 'replace');
    expect(await titles()).toEqual(['two']);
    await bring(sources, 'replace');
    expect(await titles()).toEqual(['two']);
  });
});

describe('two rows of one source', () => {
  const rows = [
    { id: 'a', title: 'one' },
    { id: 'a', title: 'two' },
    { id: 'a', title: 'one' },
  ];

  it.each<[OnConflict, readonly string[]]>([
    ['fail', []],
    ['skip', ['one']],
    ['replace', ['one']],
  ])('with one id are resolved by %s', async (onConflict, expected) => {
    await bring([tasks('twice.db', rows)], onConflict);
    expect(await titles()).toEqual(expected);
  });
});

describe('two tables of one kind', () => {
  it.each([false, true])(
    'may hold the same record, which comes in once (dry run: %s)',
    async (dryRun) => {
      const path = join(folder, 'renamed.db');
      const [session_id, notes] = ['S', 'same'];
      makeDatabase(path, {
        session_logs: { ddl: LOGS, rows: [{ id: '1', session_id, handoff_notes: notes }] },
        workspace_sessions: {
          ddl: 'CREATE TABLE workspace_sessions (id, session_id, status, handoff_notes)',
          rows: [{ id: '1', session_id, status: 'in_progress', handoff_notes: notes }],
        },
      }).close();
      const [report] = await bring([path], 'fail', dryRun);
      expect(report).toMatchObject({ state: 'done', tables: [{ added: 1 }, { left: 1 }] });
    },
  );
});

describe('a unique value under another id', () => {
  const logs = (name: string, rows: readonly Row[]): string => {
    const path = join(folder, name);
    makeDatabase(path, { session_logs: { ddl: LOGS, rows } }).close();
    return path;
  };
  beforeEach(async () => {
    await bring([logs('first.db', [{ id: '1', session_id: 'S', handoff_notes: 'first' }])]);
  });

  it.each<[OnConflict, string, string]>([
    ['fail', '1', 'first'],
    ['skip', '1', 'first'],
    ['replace', '2', 'second'],
  ])('is a conflict too, resolved by %s', async (onConflict, id, notes) => {
    const second = logs('second.db', [{ id: '2', session_id: 'S', handoff_notes: 'second' }]);
    const [report] = await bring([second], onConflict);
    expect(report?.conflicts).toMatchObject([{ id: '2', with: '1' }]);
    const query = { kind: 'workspace_sessions', sort: [], limit: 9 } as const;
    const { items } = await target.store.list(query);
    expect(items).toMatchObject([{ id, session_id: 'S', handoff_notes: notes }]);
  });
});

describe('two rows of one source with one unique value', () => {
  it('are resolved by replace: the last one is kept', async () => {
    const path = join(folder, 'twins.db');
    const rows = ['1', '2'].map((id) => ({ id, session_id: 'S', handoff_notes: id }));
    makeDatabase(path, { session_logs: { ddl: LOGS, rows } }).close();
    const [report] = await bring([path], 'replace');
    expect(report).toMatchObject({ state: 'done', tables: [{ replaced: 1, skipped: 1 }] });
    const query = { kind: 'workspace_sessions', sort: [], limit: 9 } as const;
    expect((await target.store.list(query)).items).toMatchObject([{ id: '2' }]);
  });
});

describe('whatever stands in the rows', () => {
  const cell = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true }), fc.constant(null));
  const ids = fc.constantFrom('a', 'b', 'c', 'd e', null);
  const row = fc.record({ id: ids, title: cell, notes: cell, sprint: cell });

  it('each row is accounted for, and a second run leaves all of them', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { maxLength: 6 }), async (rows) => {
        const fresh = temporaryStore();
        const path = tasks(`${Date.now()}-${Math.random()}.db`, rows);
        const once = async (): Promise<SourceReport | undefined> => {
          const request = { open: openLegacy, sources: [path], dryRun: false } as const;
          const { store } = fresh;
          return (await consolidate({ store, ...request, onConflict: 'skip' })).sources[0];
        };
        const [table] = (await once())?.tables ?? [];
        const { added = 0, left = 0, skipped = 0, faults = 0, verified } = table ?? {};
        expect([added + left + skipped + faults, verified]).toEqual([rows.length, added + left]);
        expect((await once())?.tables).toMatchObject([{ added: 0, replaced: 0, skipped, faults }]);
        await fresh.remove();
      }),
      { numRuns: 25, examples: [[[{ id: 'a', title: '!', notes: 0, sprint: -0 }]]] },
    );
  });
});
