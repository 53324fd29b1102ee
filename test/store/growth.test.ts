import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { GROWTH_LIMITS, growthReport } from '#src/operations/growth';
import type { AnyRecord } from '#src/kinds/kind';
import { openStore } from '#src/store/sqlite/open';
import type { Store, WriteBatch, WriteOperation } from '#src/store/store';
import { MIGRATIONS, temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

/** Each table and index takes a page of 4 KB when it is empty: 1 MB in all. */
const LIMITS = { rows: 3, structured_bytes: 2_000_000, history_bytes: 1_000_000, writers: 2 };

let under: TemporaryStore;
let store: Store;
beforeEach(() => {
  under = temporaryStore();
  store = under.store;
});
afterEach(async () => {
  vi.useRealTimers();
  await under.remove();
});

const task = (more: AnyRecord = {}): WriteOperation => ({
  op: 'create',
  kind: 'workspace_tasks',
  value: { title: 'Task', ...more },
});
const tasks = (count: number, more: Partial<WriteBatch> = {}): WriteBatch => ({
  operations: Array.from({ length: count }, () => task()),
  ...more,
});

const report = async () => growthReport(await store.summary(), await store.growth(), LIMITS);
const codes = async () => (await report()).warnings.map(({ code }) => code);

describe('the growth of a file', () => {
  it('is nothing to warn of in a new one', async () => {
    expect(await report()).toMatchObject({ rows: 0, writers: [], warnings: [] });
  });

  it('is told when there are more records than the limit, with the kinds that have most', async () => {
    await store.write(tasks(3));
    expect(await codes()).toEqual([]);
    await store.write(tasks(1));
    const { warnings } = await report();
    expect(warnings).toMatchObject([{ code: 'many_rows' }]);
    expect(warnings[0]?.sentence).toContain('4 records');
    expect(warnings[0]?.next).toContain('workspace_tasks (4)');
  });

  it('is told when the tables of the kinds are larger than the limit, with the largest', async () => {
    await store.write({ operations: [task({ metadata: { filler: 'x'.repeat(3_000_000) } })] });
    const { warnings } = await report();
    expect(warnings).toMatchObject([{ code: 'large_tables' }]);
    expect(warnings[0]?.next).toMatch(/the largest are workspace_tasks \(2\.\d MB\)/);
  });

  it('is told when what records were before is larger than the limit', async () => {
    for (const mark of ['a', 'b', 'c', 'd'])
      await store.write({
        operations: [
          {
            ...{ op: 'put', kind: 'work_contexts', id: 'C' },
            value: { name: 'c', metadata: { filler: mark.repeat(500_000) } },
          },
        ],
      });
    const { warnings, history_bytes: bytes } = await report();
    expect(bytes).toBeGreaterThan(1_500_000);
    expect(warnings).toMatchObject([{ code: 'long_history' }]);
    expect(warnings[0]?.next).toContain('--forget-before');
  });

  it('counts no text that is cut for search', async () => {
    await store.write({ operations: [task({ notes: 'word '.repeat(200_000) })] });
    const { structured_bytes: tables } = await report();
    const { bytes } = await store.summary();
    expect(tables).toBeGreaterThan(1_000_000);
    expect(bytes - (tables ?? 0)).toBeGreaterThan(1_000_000);
  });

  it('has a figure for the tables of a new file too', async () => {
    const { structured_bytes: tables } = await report();
    expect(tables).toBeGreaterThan(0);
    expect(tables).toBeLessThan((await store.summary()).bytes);
  });

  it('counts what is not merged into the file yet', async () => {
    await store.write(tasks(5));
    expect((await store.growth()).walBytes).toBeGreaterThan(0);
  });

  it('has the limits of 003', () => {
    expect(GROWTH_LIMITS).toMatchObject({
      rows: 100_000,
      structured_bytes: 52_428_800,
      writers: 5,
    });
  });
});

describe('those who write', () => {
  it('are counted by name, and warned of when they are many', async () => {
    for (const writer of ['emma', 'dave', 'emma']) await store.write(tasks(1, { writer }));
    expect(new Set((await report()).writers)).toEqual(new Set(['emma', 'dave']));
    expect(await codes()).toContain('many_writers');
  });

  it('count for a minute after their last write', async () => {
    vi.useFakeTimers({ toFake: ['Date'] });
    await store.write(tasks(1, { writer: 'emma' }));
    vi.setSystemTime(Date.now() + 30_000);
    await store.write(tasks(1, { writer: 'dave' }));
    expect((await report()).writers).toEqual(['dave', 'emma']);
    vi.setSystemTime(Date.now() + 45_000);
    expect((await report()).writers).toEqual(['dave']);
    await store.write(tasks(1, { writer: 'dave' }));
    vi.setSystemTime(Date.now() + 45_000);
    expect((await report()).writers).toEqual(['dave']);
  });

  it('are not those whose write failed', async () => {
    const missing = { op: 'delete', kind: 'workspace_tasks', id: 'none' } as const;
    await expect(store.write({ operations: [missing], writer: 'emma' })).rejects.toThrow();
    expect((await report()).writers).toEqual([]);
  });

  it('are this process without a name, until it closes the store', async () => {
    const other = openStore({ path: under.path, migrations: MIGRATIONS });
    await other.write(tasks(1));
    expect((await report()).writers).toEqual([expect.stringContaining(String(process.pid))]);
    await other.close();
    expect((await report()).writers).toEqual([]);
  });
});
