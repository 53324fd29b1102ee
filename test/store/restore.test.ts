import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import { restoreFile } from '#src/store/sqlite/restore';
import type { Restored } from '#src/store/restore';
import { earlierFile } from '#test/support/faults/earlier-file';
import { MIGRATIONS } from '#test/support/temporary-store';

const folder = mkdtempSync(join(tmpdir(), 'workspace-restore-'));
afterAll(() => rmSync(folder, { recursive: true }));

const backup = join(folder, 'made.backup.db');
const target = join(folder, 'home', 'w.db');
const TEXT = 'A sentence that is nowhere else';

const open = (path: string, migrations = MIGRATIONS) => openStore({ path, migrations });
const restore = (source: string, force = false): Promise<Restored> =>
  restoreFile({ source, target, migrations: MIGRATIONS, force });
const hashOf = (path: string): string =>
  createHash('sha256').update(readFileSync(path)).digest('hex');

async function keep(path: string, id: string): Promise<void> {
  const store = open(path);
  const value = { title: `Task ${id}`, description: TEXT };
  await store.write({ operations: [{ op: 'put', kind: 'workspace_tasks', id, value }] });
  await store.close();
}

async function idsIn(path: string): Promise<readonly unknown[]> {
  const store = open(path);
  const { items } = await store.list({ kind: 'workspace_tasks', sort: [], limit: 10 });
  await store.close();
  return items.map(({ id }) => id);
}

beforeAll(async () => {
  const path = join(folder, 'first', 'w.db');
  await keep(path, 'old');
  const store = open(path);
  await store.copyTo(backup);
  await store.close();
});

describe('a backup', () => {
  beforeEach(() => rmSync(join(folder, 'home'), { recursive: true, force: true }));

  it('becomes the database where there is none', async () => {
    expect(await restore(backup)).toMatchObject({ target, records: 1, vectors: 0 });
    expect(await idsIn(target)).toEqual(['old']);
  });

  it('takes the place of one only when told to, which is then kept aside as it was', async () => {
    await keep(target, 'new');
    const before = hashOf(target);
    await expect(restore(backup)).rejects.toMatchObject({ code: 'duplicate_id' });
    expect(hashOf(target)).toBe(before);
    const { kept = '' } = await restore(backup, true);
    expect(await idsIn(target)).toEqual(['old']);
    expect(await idsIn(kept)).toEqual(['new']);
  });

  it('leaves nothing beside the two, and the rights of the old one', async () => {
    await keep(target, 'new');
    const { mode } = statSync(target);
    await restore(backup, true);
    const names = readdirSync(join(folder, 'home'));
    expect(names.map((name) => name.replace(/\d{8}T\d{9}Z/, 'T')).sort()).toEqual([
      'w.db',
      'w.db.before-restore-T',
    ]);
    expect(statSync(target).mode).toBe(mode);
  });

  it('is not put in place while somebody has the database open', async () => {
    await keep(target, 'new');
    const store = open(target);
    await expect(restore(backup, true)).rejects.toMatchObject({ code: 'database_busy' });
    expect((await store.list({ kind: 'workspace_tasks', sort: [], limit: 9 })).total).toBe(1);
    await store.close();
    await expect(restore(backup, true)).resolves.toMatchObject({ records: 1 });
  });

  it('takes the place of a file that is no database any more', async () => {
    await keep(target, 'new');
    writeFileSync(target, 'x'.repeat(5_000));
    writeFileSync(`${target}-wal`, 'of the broken one');
    const { kept = '' } = await restore(backup, true);
    expect(await idsIn(target)).toEqual(['old']);
    expect(readFileSync(kept, 'utf8')).toMatch(/^x+$/);
  });

  it('brings no log of a database that was deleted into play', async () => {
    await keep(target, 'new');
    rmSync(target);
    writeFileSync(`${target}-wal`, 'left behind');
    await restore(backup);
    expect(await idsIn(target)).toEqual(['old']);
  });

  it('of another state is not taken for the one before', async () => {
    const lineage = async () => {
      await restore(backup, existsSync(target));
      const sqlite = new Sqlite(target);
      const version = sqlite.pragma('schema_version', { simple: true });
      sqlite.close();
      return version;
    };
    expect(await lineage()).not.toBe(await lineage());
  });

  it('of an earlier version is brought up to date', async () => {
    const made = join(folder, 'early.db');
    earlierFile(made, 'early');
    await restore(made);
    expect(await idsIn(target)).toEqual(['early']);
  });
});

const DAMAGES: readonly {
  readonly what: string;
  readonly code: string;
  readonly damage: (path: string) => void;
}[] = [
  {
    what: 'with a letter that has changed',
    code: 'database_invalid',
    damage: (path) => {
      const bytes = readFileSync(path);
      bytes[bytes.lastIndexOf(TEXT) + 2] = 0x58;
      writeFileSync(path, bytes);
    },
  },
  {
    what: 'with pages that are gone',
    code: 'database_invalid',
    damage: (path) => writeFileSync(path, readFileSync(path).subarray(0, 40 * 4_096)),
  },
  {
    what: 'with a page of something else',
    code: 'database_invalid',
    damage: (path) => writeFileSync(path, readFileSync(path).fill(7, 4_096, 8_192)),
  },
  {
    what: 'that is no database',
    code: 'database_invalid',
    damage: (path) => writeFileSync(path, 'not a database, whatever its name says'),
  },
  {
    what: 'that is another program’s database',
    code: 'database_invalid',
    damage: (path) => {
      rmSync(path);
      new Sqlite(path).exec('CREATE TABLE theirs (a)').close();
    },
  },
  {
    what: 'of a later version',
    code: 'database_newer',
    damage: (path) =>
      new Sqlite(path)
        .exec(
          `DROP TABLE wm_backup;
           INSERT INTO __drizzle_migrations (hash, created_at) VALUES ('x', 9999999999999)`,
        )
        .close(),
  },
  { what: 'that is not there', code: 'source_unreadable', damage: (path) => rmSync(path) },
];

describe('a backup that is refused', () => {
  it.each(DAMAGES)('$what leaves the database as it was', async ({ code, damage }) => {
    rmSync(join(folder, 'home'), { recursive: true, force: true });
    await keep(target, 'new');
    const before = hashOf(target);
    const bad = join(folder, 'bad.db');
    cpSync(backup, bad);
    damage(bad);
    await expect(restore(bad, true)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(bad) as string,
      next: expect.any(String) as string,
    });
    expect(hashOf(target)).toBe(before);
    expect(readdirSync(join(folder, 'home'))).toEqual(['w.db']);
  });
});
