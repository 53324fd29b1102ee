import {
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it, vi } from 'vitest';

import { createPeriodicExport, type PeriodicExport } from '#src/transfer/export/periodic';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

let under: TemporaryStore;
let folder: string;
let exporter: PeriodicExport;
const told = { error: vi.fn(), info: vi.fn() };
const snapshots = vi.fn();

beforeEach(() => {
  under = temporaryStore();
  folder = mkdtempSync(join(tmpdir(), 'workspace-export-'));
  for (const spy of [told.error, told.info, snapshots]) spy.mockClear();
});
afterEach(async () => {
  await exporter.stop();
  await under.remove();
  rmSync(folder, { recursive: true, force: true });
});

function begin(directory: string): void {
  const snapshot = async () => {
    snapshots();
    return under.store.snapshot();
  };
  exporter = createPeriodicExport({ store: { snapshot }, directory, every: 10, log: told });
  exporter.start();
}
const add = (title: string) =>
  under.store.write({ operations: [{ op: 'create', kind: 'workspace_tasks', value: { title } }] });
const rounds = async (more: number): Promise<void> => {
  const until = snapshots.mock.calls.length + more;
  await vi.waitFor(() => expect(snapshots.mock.calls.length).toBeGreaterThanOrEqual(until));
};

it('exports at once, and again only when something was written', async () => {
  const file = join(folder, 'WORKSPACE-TASKS.json');
  await add('one');
  begin(folder);
  await vi.waitFor(() => expect(told.info).toHaveBeenCalledTimes(1));
  utimesSync(file, 1, 1);
  await rounds(3);
  expect([statSync(file).mtimeMs, told.info.mock.calls.length]).toEqual([1000, 1]);
  await add('two');
  await vi.waitFor(() => expect(readFileSync(file, 'utf8')).toContain('"two"'));
});

it('goes on after a failure, which is logged', async () => {
  const blocked = join(folder, 'blocked');
  writeFileSync(blocked, 'a file where the folder should be');
  begin(blocked);
  await vi.waitFor(() => expect(told.error.mock.calls.length).toBeGreaterThan(1));
  rmSync(blocked);
  await vi.waitFor(() => expect(existsSync(join(blocked, 'SESSION-LOG.json'))).toBe(true));
});

it('makes no more exports once it is stopped', async () => {
  begin(folder);
  await exporter.stop();
  const { length } = snapshots.mock.calls;
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(snapshots.mock.calls.length).toBe(length);
});
