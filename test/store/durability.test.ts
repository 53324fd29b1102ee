import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { JobOutcome } from '#src/store/store';
import { connect, type Connection } from '#src/store/sqlite/connection';
import { settle } from '#src/store/sqlite/settle';
import { writeBatch } from '#src/store/sqlite/write';
import { MIGRATIONS } from '#test/support/temporary-store';

/** SQLite's numbers for it. */
const [NORMAL, FULL] = [1, 2];
const SPACE = 1;

const PROBE = `CREATE TEMP TABLE probe (what, level);
  CREATE TEMP TRIGGER probe_write AFTER INSERT ON main.wm_records BEGIN
    INSERT INTO probe SELECT 'write', synchronous FROM pragma_synchronous; END;
  CREATE TEMP TRIGGER probe_settle AFTER DELETE ON main.wm_jobs BEGIN
    INSERT INTO probe SELECT 'settle', synchronous FROM pragma_synchronous; END;
  INSERT INTO wm_spaces (space, fingerprint, query_fingerprint, model, dimensions, state, created_at)
    VALUES (${SPACE}, 'a', 'q', 'm', 1, 'current', '2026-01-01')`;

describe('what is flushed to the disk', () => {
  let folder: string;
  let path: string;
  let connection: Connection;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-durability-'));
    path = join(folder, 'w.db');
    connection = connect({ path, migrations: MIGRATIONS });
    connection.sqlite.exec(PROBE);
  });
  afterEach(() => {
    connection.sqlite.close();
    rmSync(folder, { recursive: true });
  });

  const write = (id: string) =>
    writeBatch(
      { connection, owner: 'test', writers: { note: () => undefined } },
      {
        operations: [{ op: 'create', kind: 'workspace_tasks', value: { id, title: `Task ${id}` } }],
      },
    );
  const settleRow = (row: number, add: Extract<JobOutcome, { add: unknown }>['add'] = []) =>
    settle(connection, {
      space: SPACE,
      outcomes: [{ row, version: 1, drop: [], keep: [], add }],
    });
  const level = (): unknown => connection.sqlite.pragma('synchronous', { simple: true });
  const probed = (): unknown[] =>
    connection.sqlite.prepare('SELECT what, level FROM probe').raw().all();

  it('is every write of a record, and not what is embedded', async () => {
    await write('a');
    expect(await settleRow(1)).toBe(1);
    await write('b');
    expect(probed()).toEqual([
      ['write', FULL],
      ['settle', NORMAL],
      ['write', FULL],
    ]);
    expect(level()).toBe(FULL);
  });

  it('is every write after one of the index that failed', async () => {
    await write('a');
    const passage = { section: 9_999, ordinal: 0, start: 0, end: 1, hash: 'h' };
    const vector = Float32Array.from([1]);
    await expect(settleRow(1, [{ ...passage, vector }])).rejects.toMatchObject({
      code: 'SQLITE_CONSTRAINT_FOREIGNKEY',
    });
    expect(level()).toBe(FULL);
    expect(connection.sqlite.inTransaction).toBe(false);
  });

  it('is every write after one of the index that another process was in the way of', async () => {
    await write('a');
    const other = new Sqlite(path);
    other.exec('BEGIN IMMEDIATE');
    await expect(settleRow(1)).rejects.toMatchObject({ code: 'SQLITE_BUSY' });
    other.exec('ROLLBACK');
    other.close();
    expect(level()).toBe(FULL);
    await write('b');
    expect(probed()).toEqual([
      ['write', FULL],
      ['write', FULL],
    ]);
  });
});
