import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { openStore } from '#src/store/sqlite/open';
import { describeBackups } from '#test/contract/store-backups';
import { describeBatches } from '#test/contract/store-batches';
import { describeChanges } from '#test/contract/store-changes';
import { describeDerivedIds } from '#test/contract/store-derived-ids';
import { describeFacets } from '#test/contract/store-facets';
import { describeFilters } from '#test/contract/store-filters';
import { describeFreshness } from '#test/contract/store-freshness';
import { describeHistory } from '#test/contract/store-history';
import { describeIndex } from '#test/contract/store-index';
import { describeCoverage } from '#test/contract/store-coverage';
import { describeKeywords } from '#test/contract/store-keywords';
import { describeLeases } from '#test/contract/store-leases';
import { describeNames } from '#test/contract/store-names';
import { describeLifecycles } from '#test/contract/store-lifecycle';
import { describePages } from '#test/contract/store-pages';
import { describeReading } from '#test/contract/store-reading';
import { describeRecords } from '#test/contract/store-records';
import { describeRelations } from '#test/contract/store-relations';
import { describeSpaces } from '#test/contract/store-spaces';
import { describeSources } from '#test/contract/store-sources';
import { describeStatistics } from '#test/contract/store-statistics';
import { describePulses } from '#test/contract/store-pulse';
import { describeRevisions, describeSearchRevisions } from '#test/contract/store-revision';
import { MIGRATIONS, temporaryStore } from '#test/support/temporary-store';

describeRecords('SQLite', temporaryStore);
describeRevisions('SQLite', temporaryStore);
describeSearchRevisions('SQLite', temporaryStore);
describePages('SQLite', temporaryStore);
describeBatches('SQLite', temporaryStore);
describeChanges('SQLite', temporaryStore);
describeHistory('SQLite', temporaryStore);
describeFacets('SQLite', temporaryStore);
describeFilters('SQLite', temporaryStore);
describeIndex('SQLite', temporaryStore);
describeFreshness('SQLite', temporaryStore);
describeKeywords('SQLite', temporaryStore);
describeSpaces('SQLite', temporaryStore);
describeCoverage('SQLite', temporaryStore);
describeLeases('SQLite', temporaryStore);
describeRelations('SQLite', temporaryStore);
describeNames('SQLite', temporaryStore);
describeReading('SQLite', temporaryStore);
describeLifecycles('SQLite', temporaryStore);
describeStatistics('SQLite', temporaryStore);
describeSources('SQLite', temporaryStore);
describeDerivedIds('SQLite', temporaryStore);
describeBackups('SQLite', temporaryStore, (path) => openStore({ path, migrations: MIGRATIONS }));
describePulses('SQLite', temporaryStore);

describe('a SQLite file', () => {
  let folder: string;
  let path: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-memory-'));
    path = join(folder, 'deep', 'in', 'a', 'folder.db');
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  it('is made with its folder, and opened again with what is in it', async () => {
    const first = openStore({ path, migrations: MIGRATIONS });
    await first.write({
      operations: [{ op: 'create', kind: 'workspace_tasks', value: { title: 't' } }],
    });
    await first.close();
    const second = openStore({ path, migrations: MIGRATIONS });
    expect((await second.summary()).records).toEqual({ workspace_tasks: 1 });
    await second.close();
  });

  it('of an earlier version names its records when it is opened', async () => {
    const first = openStore({ path, migrations: MIGRATIONS });
    const value = { title: 'Rotate keys' };
    await first.write({
      operations: [{ op: 'create', kind: 'workspace_tasks', value: { id: 'T-1', ...value } }],
    });
    await first.close();
    new Sqlite(path).exec('DELETE FROM wm_names').close();
    const second = openStore({ path, migrations: MIGRATIONS });
    expect(await second.named('t-1')).toEqual(await second.named('rotate keys'));
    expect(await second.named('t-1')).toHaveLength(1);
    await second.close();
  });

  it('in a place where no folder can be made is refused', () => {
    expect(() => openStore({ path: '/proc/none/x.db', migrations: MIGRATIONS })).toThrow(
      expect.objectContaining({ code: 'source_unreadable' }) as Error,
    );
  });

  it('that must exist is not made', () => {
    expect(() => openStore({ path, migrations: MIGRATIONS, mustExist: true })).toThrow(
      expect.objectContaining({ code: 'source_unreadable' }) as Error,
    );
    expect(existsSync(path)).toBe(false);
  });

  it('of a later version is refused with a sentence', async () => {
    await openStore({ path, migrations: MIGRATIONS }).close();
    const sqlite = new Sqlite(path);
    sqlite
      .prepare('INSERT INTO __drizzle_migrations (hash, created_at) VALUES (?, ?)')
      .run('later', 9e15);
    sqlite.close();
    expect(() => openStore({ path, migrations: MIGRATIONS })).toThrow(
      expect.objectContaining({ code: 'database_newer' }) as Error,
    );
  });

  it.each([
    {
      what: 'text',
      write: (file: string) => {
        writeFileSync(
          file,
          'not a database, but long enough to have a header of its own\n'.repeat(20),
        );
      },
    },
    {
      what: "another program's database",
      write: (file: string) => {
        new Sqlite(file).exec('CREATE TABLE theirs (x)').close();
      },
    },
  ])('that is $what is refused and left as it is', ({ write }) => {
    const other = join(folder, 'other');
    write(other);
    const before = readFileSync(other);
    expect(() => openStore({ path: other, migrations: MIGRATIONS })).toThrow(
      expect.objectContaining({ code: 'database_invalid' }) as Error,
    );
    expect(readFileSync(other).equals(before)).toBe(true);
  });

  it('waits for another process with whatever it writes', async () => {
    const store = openStore({ path, migrations: MIGRATIONS });
    await store.lease('indexer', 'me', 60_000);
    const other = new Sqlite(path);
    other.exec('BEGIN IMMEDIATE');
    setTimeout(() => other.exec('COMMIT').close(), 50);
    await store.release('indexer', 'me');
    expect(await store.lease('indexer', 'another', 1)).toBe(true);
    await store.close();
  });

  it('is made by one of several processes that start at once, and all of them number tasks without a collision', async () => {
    const writers = Array.from({ length: 4 }, () => runWriter(path));
    expect(await Promise.all(writers)).toEqual([0, 0, 0, 0]);
    const store = openStore({ path, migrations: MIGRATIONS });
    const { items, total } = await store.list({ kind: 'workspace_tasks', sort: [], limit: 100 });
    await store.close();
    expect(total).toBe(80);
    expect(items.at(-1)?.id).toBe('WS-TASK-080');
  });
});

/** Writes twenty tasks in a process of its own; resolves to its exit code. */
function runWriter(path: string): Promise<number | null> {
  const script = 'test/support/task-writer.ts';
  const child = spawn(process.execPath, ['--import', 'tsx', '-C', 'source', script, path, '20'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  return new Promise((resolve) => child.on('exit', resolve));
}
