import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const SPACE = { fingerprint: 'a', queryFingerprint: 'q', model: 'm', dimensions: 1 };
const START = 36_000_000;

let under: TemporaryStore;
beforeEach(() => {
  under = temporaryStore();
  vi.useFakeTimers({ toFake: ['Date'], now: START });
});
afterEach(async () => {
  vi.useRealTimers();
  await under.remove();
});

const seconds = (): readonly unknown[] => {
  const file = new Sqlite(under.path, { readonly: true });
  const rows = file.prepare('SELECT second, records FROM wm_index_pace ORDER BY second').all();
  file.close();
  return rows;
};

it('notes what is settled by the second, however many times in one', async () => {
  const { store } = under;
  await store.addSpace(SPACE);
  for (const at of [0, 7, 333, 999, 1_001]) {
    vi.setSystemTime(START + at);
    const value = { title: `Task ${String(at)}` };
    await store.write({ operations: [{ op: 'create', kind: 'workspace_tasks', value }] });
    const jobs = await store.jobs('a', 9);
    await store.settle(
      'a',
      jobs.map(({ row, version }) => ({ row, version, drop: [], keep: [], add: [] })),
    );
  }
  expect(seconds()).toEqual([
    { second: 36_000, records: 4 },
    { second: 36_001, records: 1 },
  ]);
});
