import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { kindNames } from '#src/kinds/index';
import type { Connection } from '#src/store/sqlite/connection';
import { listRecords } from '#src/store/sqlite/list';
import { openStore } from '#src/store/sqlite/open';
import { countRecords, findUntouched } from '#src/store/sqlite/statistics';
import { fillStore, NOW } from '#test/statistics/generated';
import { countQueries, listQueries } from '#test/statistics/queries';
import { MIGRATIONS } from '#test/support/temporary-store';

/** Records of each kind: enough for SQLite to choose as it does with many. */
const RECORDS = 100;

/** A connection that remembers what it was asked. */
interface Watched extends Connection {
  /** Statements since the last call, with their values. */
  asked(): readonly (readonly [text: string, values: unknown[]])[];
}

function watched(path: string): Watched {
  const sqlite = new Sqlite(path);
  let asked: [string, unknown[]][] = [];
  const logger = { logQuery: (text: string, values: unknown[]) => void asked.push([text, values]) };
  return {
    sqlite,
    db: drizzle(sqlite, { logger }),
    asked: () => {
      const all = asked;
      asked = [];
      return all;
    },
  };
}

describe('how SQLite carries out', () => {
  let folder: string;
  let connection: Watched;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-plans-'));
    const path = join(folder, 'plans.db');
    const store = openStore({ path, migrations: MIGRATIONS });
    await fillStore(store, Object.fromEntries(kindNames.map((name) => [name, RECORDS])));
    await store.close();
    connection = watched(path);
    connection.sqlite.exec('ANALYZE');
  });
  afterAll(() => {
    connection.sqlite.close();
    rmSync(folder, { recursive: true });
  });

  it('every list', () => {
    const plans = listQueries().map(({ name, query }) =>
      planOf(name, () => listRecords(connection, query)),
    );
    compare('lists.txt', plans);
  });

  it('the page after a cursor as the first one', () => {
    for (const { name, query } of listQueries()) {
      const first = planOf(name, () => listRecords(connection, query));
      const { next } = listRecords(connection, { ...query, limit: 1 });
      connection.asked();
      const after = next ?? { values: query.sort.map(() => null), id: '' };
      expect(planOf(name, () => listRecords(connection, { ...query, after }))).toBe(first);
    }
  });

  it('every statistics query', () => {
    const plans = countQueries().map(({ name, query }) =>
      planOf(name, () => countRecords(connection, query)),
    );
    const untouched = planOf('stale tasks', () =>
      findUntouched(connection, {
        kind: 'workspace_tasks',
        where: { field: 'status', op: 'eq', value: 'in_progress' },
        before: NOW,
        limit: 10,
      }),
    );
    compare('statistics.txt', [...plans, untouched]);
  });

  /** The question, and below it a block for each statement: the steps, indented as SQLite nests them. */
  function planOf(name: string, ask: () => unknown): string {
    ask();
    const statements = connection.asked().map(([text, values]) => stepsOf(text, values));
    return [name, ...statements.map((steps) => steps.join('\n'))].join('\n');
  }

  interface Step {
    readonly id: number;
    readonly parent: number;
    readonly detail: string;
  }

  function stepsOf(text: string, values: unknown[]): readonly string[] {
    const steps = connection.sqlite
      .prepare<unknown[], Step>(`EXPLAIN QUERY PLAN ${text}`)
      .all(...values);
    const depth = new Map<number, number>([[0, 0]]);
    return steps.map(({ id, parent, detail }, at) => {
      const level = (depth.get(parent) ?? 0) + 1;
      depth.set(id, level);
      return `${at === 0 ? '  - ' : '    '}${'  '.repeat(level - 1)}${detail}`;
    });
  }
});

const HEADING = [
  'How SQLite carries out what people ask, on a small analysed database of generated records.',
  'Written by: UPDATE_PLANS=1 npx vitest run --root . --config test/vitest.config.ts test/store/query-plans.test.ts',
  'A SCAN without an index, or a TEMP B-TREE, that was not there before is worth a look.',
].join('\n');

/** Compares with the file in review; UPDATE_PLANS=1 writes it. */
function compare(file: string, plans: readonly string[]): void {
  const path = join('test', 'store', 'plans', file);
  const text = `${HEADING}\n\n${plans.join('\n\n')}\n`;
  if (process.env['UPDATE_PLANS'] === '1') writeFileSync(path, text);
  const advice = `Query plans differ from ${path}. If that is meant, run it again with UPDATE_PLANS=1 and review the difference.`;
  expect(text, advice).toBe(readFileSync(path, 'utf8'));
}
