import { createHash } from 'node:crypto';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { LegacyDatabase } from '#src/store/legacy';
import { openLegacy } from '#src/store/sqlite/legacy';
import { openStore } from '#src/store/sqlite/open';
import { insertRows, makeDatabase, type Row } from '#test/support/legacy-databases';
import { MIGRATIONS } from '#test/support/temporary-store';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'workspace-legacy-'));
  path = join(folder, 'old.db');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const NOTES = { notes: { ddl: 'CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)' } };
const rowsNamed = (word: string, count: number): readonly Row[] =>
  Array.from({ length: count }, (_, at) => ({ id: at + 1, text: `${word} ${at}` }));

/** Names and contents of all files of the folder. */
const state = (at: string): readonly string[] =>
  readdirSync(at, { withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const digest = createHash('sha256').update(readFileSync(join(at, name)));
      return `${name} ${digest.digest('hex')}`;
    });

async function open(at: string, patience = 100): Promise<LegacyDatabase> {
  const database = await openLegacy(at, { patience });
  if (!database) throw new Error(`${at} is not there`);
  return database;
}

/** Rows of the first table; the folder must be as it was before. */
async function readAll(at: string): Promise<readonly (readonly unknown[])[]> {
  const before = state(folder);
  const database = await open(at);
  const [table] = database.tables;
  const rows = table ? [...database.rows(table)] : [];
  expect(rows.length).toBe(table?.rows ?? 0);
  await database.close();
  expect(state(folder)).toEqual(before);
  return rows;
}

const refusal = (code: string, message: RegExp): Error =>
  expect.objectContaining({ code, message: expect.stringMatching(message) }) as Error;

describe('an older database', () => {
  it('is read in place, row by row, and stays as it is', async () => {
    makeDatabase(path, { notes: { ...NOTES.notes, rows: rowsNamed('a', 3) } }).close();
    expect(await readAll(path)).toEqual([
      [1, 'a 0'],
      [2, 'a 1'],
      [3, 'a 2'],
    ]);
  });

  it('is read with what its write-ahead log holds, and no file is added beside it', async () => {
    const writer = makeDatabase(path, NOTES);
    writer.pragma('journal_mode = WAL');
    insertRows(writer, 'notes', rowsNamed('in the log', 500));
    const copy = join(folder, 'copy.db');
    for (const part of ['', '-wal']) copyFileSync(path + part, copy + part);
    writer.exec("BEGIN; INSERT INTO notes (text) VALUES ('not committed')");
    expect(await readAll(path)).toHaveLength(500);
    const link = join(folder, 'link.db');
    symlinkSync(path, link);
    expect(await readAll(link)).toHaveLength(500);
    writer.close();
    expect(await readAll(copy)).toHaveLength(500);
  });

  it('in WAL mode is read without its log and without making one', async () => {
    const writer = makeDatabase(path, { notes: { ...NOTES.notes, rows: rowsNamed('a', 2) } });
    writer.pragma('journal_mode = WAL');
    writer.close();
    expect(existsSync(`${path}-wal`)).toBe(false);
    expect(await readAll(path)).toHaveLength(2);
  });

  it('whose last writer died in a transaction is read as it was before that', async () => {
    const writer = makeDatabase(path, { notes: { ...NOTES.notes, rows: rowsNamed('old', 5_000) } });
    writer.pragma('cache_size = 2');
    writer.exec("BEGIN; UPDATE notes SET text = 'half done'");
    const copy = join(folder, 'died.db');
    for (const part of ['', '-journal']) copyFileSync(path + part, copy + part);
    writer.exec('ROLLBACK');
    writer.close();
    expect(readFileSync(copy).includes('half done')).toBe(true);
    const rows = await readAll(copy);
    expect(rows.filter(([, text]) => String(text).startsWith('old'))).toHaveLength(5_000);
  });

  it('that a writer holds is refused after a while, and read when the writer is done', async () => {
    const writer = makeDatabase(path, { notes: { ...NOTES.notes, rows: rowsNamed('a', 1) } });
    writer.exec('BEGIN EXCLUSIVE');
    await expect(open(path, 50)).rejects.toThrow(refusal('database_busy', /keeps .* locked/));
    writer.exec('COMMIT');
    writer.close();
    expect(await readAll(path)).toHaveLength(1);
  });

  it('lets nobody write while it is being read', async () => {
    makeDatabase(path, { notes: { ...NOTES.notes, rows: rowsNamed('a', 1) } }).close();
    const database = await open(path);
    const writer = new Sqlite(path, { timeout: 0 });
    expect(() => writer.exec('DELETE FROM notes')).toThrow(/locked/);
    await database.close();
    writer.exec('DELETE FROM notes').close();
  });

  it('may have views, virtual tables, tables without rowid and any names', async () => {
    makeDatabase(path, {
      odd: { ddl: 'CREATE TABLE odd (k TEXT PRIMARY KEY, "a""b" TEXT, "" INT) WITHOUT ROWID' },
      'select "*"': { ddl: 'CREATE TABLE "select ""*""" ("__proto__" TEXT, big INTEGER)' },
      v: { ddl: 'CREATE VIEW v AS SELECT * FROM odd' },
      words: { ddl: 'CREATE VIRTUAL TABLE words USING fts5(text)' },
    }).close();
    const writer = new Sqlite(path);
    insertRows(writer, 'odd', [{ k: 'x', 'a"b': 'y', '': 3 }]);
    insertRows(writer, 'select "*"', [{ ['__proto__']: 'p', big: 9_007_199_254_740_993n }]);
    writer.close();
    const database = await open(path);
    const [odd, select] = database.tables;
    expect(database.tables.slice(0, 4)).toMatchObject([
      { name: 'odd', type: 'table', columns: ['k', 'a"b', ''], rows: 1 },
      { name: 'select "*"', type: 'table', columns: ['__proto__', 'big'], rows: 1 },
      { name: 'v', type: 'view', rows: 0 },
      { name: 'words', type: 'virtual', rows: 0 },
    ]);
    expect([odd, select].flatMap((table) => (table ? [...database.rows(table)] : []))).toEqual([
      ['x', 'y', 3],
      ['p', 9_007_199_254_740_993n],
    ]);
    await database.close();
  });

  it('that is not there is nothing, and an empty file has no tables', async () => {
    expect(await openLegacy(join(folder, 'none.db'))).toBeUndefined();
    writeFileSync(path, '');
    expect(await readAll(path)).toEqual([]);
  });

  it.each<[string, string, RegExp, (at: string) => unknown]>([
    [
      'text',
      'database_invalid',
      /not a SQLite database/,
      (at) => {
        writeFileSync(at, 'id,title\n1,a\n'.repeat(100));
      },
    ],
    [
      'a few bytes',
      'database_invalid',
      /not a SQLite database/,
      (at) => {
        writeFileSync(at, 'SQLite format 3\0');
      },
    ],
    [
      'noise, as an encrypted file is',
      'database_invalid',
      /encrypted/,
      (at) => {
        writeFileSync(at, createHash('sha512').update('x').digest('hex').repeat(64));
      },
    ],
    [
      'a folder',
      'source_unreadable',
      /no file/,
      (at) => {
        mkdirSync(at);
      },
    ],
    [
      'cut off',
      'database_invalid',
      /cut off/,
      (at) => {
        makeDatabase(at, { notes: { ...NOTES.notes, rows: rowsNamed('a', 2_000) } }).close();
        truncateSync(at, 20_000);
      },
    ],
    [
      'a database of this program',
      'database_invalid',
      /workspace-memory itself/,
      (at) => openStore({ path: at, migrations: MIGRATIONS }).close(),
    ],
  ])('that is %s is refused', async (_, code, message, write) => {
    await write(path);
    const before = state(folder);
    await expect(open(path)).rejects.toThrow(refusal(code, message));
    expect(state(folder)).toEqual(before);
  });

  it('with a damaged page is refused when that page is read', async () => {
    makeDatabase(path, { notes: { ...NOTES.notes, rows: rowsNamed('a', 2_000) } }).close();
    const bytes = readFileSync(path);
    bytes.fill(0xff, 4096 * 3, 4096 * 4);
    writeFileSync(path, bytes);
    const read = async (): Promise<unknown> => readAll(path);
    await expect(read()).rejects.toThrow(refusal('database_invalid', /damaged/));
  });
});
