import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

import { createBackupKeeper } from '#src/operations/backup';
import {
  listBackups,
  nameOf,
  prefixOf,
  removeOlder,
  unfinished,
} from '#src/operations/backup-folder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const root = mkdtempSync(join(tmpdir(), 'workspace-backups-'));
afterAll(() => rmSync(root, { recursive: true }));
const database = join(root, 'w.db');
const prefix = prefixOf(database);

let folders = 0;
const folderOf = (files: Readonly<Record<string, string>> = {}): string => {
  const folder = join(root, `folder-${(folders += 1)}`);
  mkdirSync(folder);
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  return folder;
};

/** A header with SQLite's `application_id` where it stands. */
const MARKED = `SQLite format 3\0${'.'.repeat(52)}WMBK and pages`;
const at = (minutes: number): Date => new Date(Date.UTC(2026, 0, 1) + minutes * 60_000);

describe('older backups', () => {
  it('are removed to the newest, for any number of them, and nothing else ever is', async () => {
    const foreign = fc.constantFrom(
      'workspace.db',
      'notes.md',
      `${prefix}20260101T000000000Z.backup.db.gz`,
      `${prefix}monday.backup.db`,
      nameOf('w-00000000-', at(1)),
      'w.db',
    );
    const minutes = fc.uniqueArray(fc.nat(500_000), { maxLength: 12, minLength: 1 });
    await fc.assert(
      fc.asyncProperty(
        minutes,
        fc.uniqueArray(foreign),
        fc.integer({ min: 1, max: 8 }),
        async (made, others, keep) => {
          const own = made.map((minute) => nameOf(prefix, at(minute)));
          const folder = folderOf(
            Object.fromEntries([...own, ...others].map((name) => [name, MARKED])),
          );
          const items = await listBackups(folder, prefix);
          expect(items.map(({ file }) => file)).toEqual([...own].sort().reverse());
          const just = own[0] ?? '';
          const removed = await removeOlder(folder, { keep, just, items });
          const left = readdirSync(folder);
          expect(left).toEqual(expect.arrayContaining([...others, just]));
          expect(left.length).toBe(others.length + Math.min(keep, own.length));
          const older = [...own]
            .sort()
            .reverse()
            .filter((name) => name !== just);
          expect([...removed].sort()).toEqual(older.slice(keep - 1).sort());
        },
      ),
      { numRuns: 60 },
    );
  });

  it('are none of the files that only have such a name', async () => {
    const folder = folderOf({ [nameOf(prefix, at(1))]: 'SQLite format 3\0, but somebody’s own' });
    expect(await listBackups(folder, prefix)).toEqual([]);
  });
});

describe('who makes backups', () => {
  let given: TemporaryStore;
  beforeEach(() => {
    given = temporaryStore({ maintenance: 'here' });
  });
  afterEach(() => given.remove());
  const keeperOf = (directory: string, more: { keep?: number; every?: number } = {}) =>
    createBackupKeeper({ store: given.store, database: given.path, directory, keep: 2, ...more });
  const own = () => prefixOf(given.path);

  it('keeps as many as it is told to', async () => {
    const directory = folderOf();
    const keeper = keeperOf(directory);
    const made = [await keeper.make(), await keeper.make(), await keeper.make()];
    expect(made.map(({ kept, removed }) => [kept, removed])).toEqual([
      [1, []],
      [2, []],
      [2, [made[0]?.file]],
    ]);
    expect(readdirSync(directory).sort()).toEqual(made.slice(1).map(({ file }) => file));
  });

  it('keeps the one it has just made when the clock was set back', async () => {
    const future = ['2090', '2091', '2092'].map((year) => nameOf(own(), new Date(`${year}-01-01`)));
    const directory = folderOf(Object.fromEntries(future.map((name) => [name, MARKED])));
    const { file } = await keeperOf(directory).make();
    expect(readdirSync(directory).sort()).toEqual([file, future[2]].sort());
  });

  it('removes what a killed one has left, but not what another is at', async () => {
    const left = unfinished(nameOf(own(), at(1)));
    const others = unfinished(nameOf(own(), at(2)));
    const directory = folderOf({ [left]: 'half', [`${left}-journal`]: '', [others]: 'half' });
    for (const name of [left, `${left}-journal`]) utimesSync(join(directory, name), at(1), at(1));
    const { file } = await keeperOf(directory).make();
    expect(readdirSync(directory).sort()).toEqual([others, file].sort());
  });

  it('makes one at a time', async () => {
    const keeper = keeperOf(folderOf());
    const first = keeper.make();
    await expect(keeper.make()).rejects.toMatchObject({ code: 'wrong_state' });
    await first;
    await expect(keeper.make()).resolves.toMatchObject({ kept: 2 });
  });

  it('makes one by itself when none is young enough, and no other before it is due', async () => {
    const directory = folderOf();
    const keeper = keeperOf(directory, { every: 3_600_000 });
    keeper.start();
    await vi.waitFor(async () => expect((await keeper.state()).last).not.toBeNull(), 10_000);
    await keeper.stop();
    const again = keeperOf(directory, { every: 3_600_000 });
    again.start();
    await again.stop();
    expect(readdirSync(directory).length).toBe(1);
  });

  it('tells of what failed until one is made, and removes nothing', async () => {
    const directory = folderOf({ 'a-file': '' });
    const keeper = keeperOf(join(directory, 'a-file'));
    await expect(keeper.make()).rejects.toMatchObject({ code: 'target_unwritable' });
    const { fault, last } = await keeper.state();
    expect([fault?.reason, last]).toEqual([expect.stringContaining('a-file'), null]);
    rmSync(join(directory, 'a-file'));
    await keeper.make();
    expect(await keeper.state()).toMatchObject({ fault: null, running: false });
  });

  it('makes none of a damaged file, and keeps those that there are', async () => {
    const directory = folderOf();
    const keeper = keeperOf(directory, { keep: 1 });
    const { file } = await keeper.make();
    await given.store.close();
    const bytes = readFileSync(given.path);
    writeFileSync(given.path, bytes.fill(7, 8_192, bytes.length));
    await expect(keeper.make()).rejects.toMatchObject({ code: 'database_invalid' });
    expect(readdirSync(directory)).toEqual([file]);
    expect(existsSync(join(directory, file))).toBe(true);
  });
});
