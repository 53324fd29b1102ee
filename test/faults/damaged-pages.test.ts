import { closeSync, copyFileSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { run } from '#test/cli/harness';

const folder = mkdtempSync(join(tmpdir(), 'workspace-pages-'));
afterAll(() => rmSync(folder, { recursive: true }));
const database = join(folder, 'w.db');
const backup = join(folder, 'kept.backup.db');
const inDatabase = (...args: string[]) => run(['--db', database, ...args]);

/** Where the rows of a table begin in the file. */
function pageOf(table: string): { readonly number: number; readonly size: number } {
  const sqlite = new Sqlite(database, { readonly: true });
  const found = { number: 0, size: Number(sqlite.pragma('page_size', { simple: true })) };
  const number = sqlite
    .prepare<[string], number>('SELECT rootpage FROM sqlite_schema WHERE name = ?')
    .pluck()
    .get(table);
  sqlite.close();
  return { ...found, number: number ?? 0 };
}

beforeAll(async () => {
  await inDatabase('add', 'task', 'id=T-1', 'title=Measure the lock');
  const made = JSON.parse((await inDatabase('backup', '--json')).out) as Record<string, string>;
  copyFileSync(join(made['directory'] ?? '', made['file'] ?? ''), backup);
  const { number, size } = pageOf('workspace_tasks');
  const file = openSync(database, 'r+');
  writeSync(file, Buffer.alloc(size, 7), 0, size, (number - 1) * size);
  closeSync(file);
});

describe('a page that is damaged', () => {
  it('is told of by whoever meets it, with what to do', async () => {
    const { code, out, err } = await inDatabase('list', 'task');
    expect([code, out]).toEqual([1, '']);
    expect(err).toMatch(
      /w\.db is damaged.*`workspace doctor`.*`workspace restore <backup> --force`/,
    );
  });

  it('is found by the doctor, who mends nothing of it and names what does', async () => {
    const { code, out } = await inDatabase('doctor', '--fix', '--json');
    expect(code).toBe(1);
    const { findings } = JSON.parse(out) as { findings: { check: string; next: string }[] };
    const found = findings.find(({ check }) => check === 'file_damage');
    expect(found?.next).toContain('workspace restore <file> --force');
  });

  it('is in no backup: none is made of such a file', async () => {
    const { code, err } = await inDatabase('backup');
    expect([code, err]).toEqual([1, expect.stringContaining('is damaged')]);
  });

  it('is undone by a backup', async () => {
    expect((await inDatabase('restore', backup, '--force')).code).toBe(0);
    expect((await inDatabase('get', 'task', 'T-1')).out).toContain('Measure the lock');
    expect((await inDatabase('doctor')).code).toBe(0);
  });
});
