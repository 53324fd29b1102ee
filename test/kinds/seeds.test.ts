import { readFileSync } from 'node:fs';

import Sqlite from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { kindNames } from '#src/kinds/index';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

/** Tables that 004 gives column by column; nothing may be added to them (resolved question 2). */
const EXACT = ['proposals', 'tasks', 'task_queue_metadata', 'orchestration_decisions'];

/** The 27 tables that 004 lists as existing (it says 26; resolved question 2). */
const EXISTING = `workspace_tasks workspace_sessions architecture_decisions architecture_components
  code_component_mappings unregistered_files bastard_reports cross_repo_issues work_contexts
  session_activities architecture_states drift_scans context_switches configuration_snapshots
  session_decisions component_placements drift_detections session_issues architecture_tasks
  configuration_changes workflows violations import_rules scale_tiers workflow_stages
  architecture_states_old code_changes`.split(/\s+/);

/** 003's telemetry (resolved question 7). */
const TELEMETRY = [
  'agent_cost_vectors',
  'defect_recording_logs',
  'task_metadata',
  'bootstrap_learning_metrics',
];

/** 001 calls sessions `session_logs` (resolved question 1). */
const OURS: Readonly<Record<string, string>> = { session_logs: 'workspace_sessions' };
const ours = (table: string): string => OURS[table] ?? table;

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}

interface ForeignKey {
  readonly from: string;
  readonly table: string;
  readonly to: string;
}

const seeds = new Sqlite(':memory:');
seeds.exec(readFileSync('test/fixtures/seeds.sql', 'utf8'));
const seedTables = seeds
  .prepare<[], { name: string }>("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY 1")
  .all()
  .map(({ name }) => name);

const columnsOf = (database: Sqlite.Database, table: string): readonly Column[] =>
  (database.pragma(`table_info(${table})`) as Column[]).map((column) => ({
    ...column,
    type: column.type.toUpperCase(),
  }));

const keysOf = (database: Sqlite.Database, table: string): readonly ForeignKey[] =>
  database.pragma(`foreign_key_list(${table})`) as ForeignKey[];

/** Names of the indexes that were created by name, each with its columns. */
const indexesOf = (database: Sqlite.Database, table: string): readonly string[] =>
  (database.pragma(`index_list(${table})`) as { name: string; origin: string }[])
    .filter(({ origin }) => origin === 'c')
    .map(({ name }) => {
      const columns = database.pragma(`index_info(${name})`) as { name: string }[];
      return `${name}(${columns.map((column) => column.name).join()})`;
    })
    .sort();

describe('the created schema', () => {
  let temporary: TemporaryStore;
  let database: Sqlite.Database;
  beforeAll(() => {
    temporary = temporaryStore();
    database = new Sqlite(temporary.path, { readonly: true });
  });
  afterAll(async () => {
    database.close();
    await temporary.remove();
  });

  it('has every table that the specification lists, each of them a kind', () => {
    const names: readonly string[] = kindNames;
    const missing = [...EXISTING, ...EXACT, ...TELEMETRY].filter((name) => !names.includes(name));
    expect(missing).toEqual([]);
  });

  it.each(seedTables)('has the columns of %s with their types and constraints', (table) => {
    const mine = columnsOf(database, ours(table));
    for (const { name, type, notnull, pk } of columnsOf(seeds, table)) {
      const column = mine.find((each) => each.name === name);
      // A primary key is never null, whether the seed says so or not.
      expect(column, `${table}.${name}`).toMatchObject({ type, pk, notnull: pk ? 1 : notnull });
    }
  });

  it.each(seedTables)('has the foreign keys of %s', (table) => {
    const mine = keysOf(database, ours(table)).map(({ from, table: to, to: key }) => [
      from,
      to,
      key,
    ]);
    for (const key of keysOf(seeds, table))
      expect(mine).toContainEqual([key.from, ours(key.table), key.to]);
  });

  it.each(EXACT)(
    'has %s exactly as given, with its defaults and indexes and no foreign keys',
    (table) => {
      const shape = ({ name, type, dflt_value, notnull }: Column) => ({
        name,
        type,
        dflt_value,
        notnull,
      });
      const given = columnsOf(seeds, table).map(shape);
      const mine = columnsOf(database, table).map(shape);
      expect(
        mine.map((column) => ({
          ...column,
          dflt_value: column.dflt_value?.replace('false', '0') ?? null,
        })),
      ).toEqual(given);
      expect(indexesOf(database, table)).toEqual(indexesOf(seeds, table));
      expect(keysOf(database, table)).toEqual([]);
    },
  );
});
