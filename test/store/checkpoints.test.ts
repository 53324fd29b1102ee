import { randomUUID } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import { MIGRATIONS } from '#test/support/temporary-store';

/** Together more than the 4 MB from which on a log is long. */
const NOTES = 'Some words of a note. '.repeat(2_000);
const operations = Array.from({ length: 60 }, (_, at) => ({
  op: 'create' as const,
  kind: 'workspace_tasks' as const,
  value: { id: `T-${at}`, title: `Task ${at}`, notes: NOTES },
}));

describe('the log of writes', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-log-'));
    path = join(folder, 'w.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is brought into the file when it grew long, and is gone when the file is closed', async () => {
    const store = openStore({ path, migrations: MIGRATIONS });
    await store.write({ operations });
    const { size } = statSync(`${path}-wal`);
    expect(size).toBeGreaterThan(4 * 2 ** 20);
    await vi.waitUntil(() => statSync(path).size > size / 2, { timeout: 20_000 });
    await store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });

  it('is short again after a write that follows', async () => {
    const store = openStore({ path, migrations: MIGRATIONS });
    await store.write({ operations });
    const { size } = statSync(`${path}-wal`);
    const value = () => ({ title: randomUUID() });
    await vi.waitUntil(
      async () => {
        await store.write({
          operations: [{ op: 'put', kind: 'workspace_tasks', id: 'T-0', value: value() }],
        });
        return statSync(`${path}-wal`).size < size / 2;
      },
      { timeout: 20_000, interval: 700 },
    );
    await store.close();
  });

  it('is short when a process ends while another has the file open', async () => {
    const store = openStore({ path, migrations: MIGRATIONS });
    const other = new Sqlite(path);
    other.prepare('SELECT count(*) FROM wm_records').get();
    await store.write({ operations });
    await store.close();
    expect(statSync(`${path}-wal`).size).toBeLessThan(100_000);
    other.close();
  });

  it('is left alone when another file has taken the place of its own', async () => {
    const store = openStore({ path, migrations: MIGRATIONS });
    copyFileSync(path, `${path}-copy`);
    renameSync(`${path}-copy`, path);
    const before = readFileSync(path);
    await store.write({ operations: operations.slice(0, 30) });
    await new Promise((on) => setTimeout(on, 1_500));
    expect(readFileSync(path).equals(before)).toBe(true);
    await store.close();
  });

  it('does not turn a write into a failure when it cannot be looked at', async () => {
    const store = openStore({ path, migrations: MIGRATIONS });
    await store.write({ operations: operations.slice(0, 1) });
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'no folder any more');
    await expect(store.write({ operations: operations.slice(1, 2) })).resolves.toBeDefined();
    await store.close();
  });

  it('stays as it is while it is short', async () => {
    const store = openStore({ path, migrations: MIGRATIONS });
    await store.write({ operations: operations.slice(0, 1) });
    expect(existsSync(`${path}-wal`)).toBe(true);
    await store.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
  });
});
