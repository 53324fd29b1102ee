import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { openLegacy } from '#src/store/sqlite/legacy';
import { consolidate } from '#src/transfer/consolidate/consolidate';
import type {
  ConsolidateRequest,
  SourceReport,
  TableReport,
} from '#src/transfer/consolidate/types';
import {
  makeDatabase,
  ORCHESTRATION,
  PROPOSALS,
  QUEUE,
  QUEUE_METADATA,
  WORKSPACE,
} from '#test/support/legacy-databases';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

let target: TemporaryStore;
let folder: string;
beforeEach(() => {
  target = temporaryStore();
  folder = mkdtempSync(join(tmpdir(), 'workspace-legacy-'));
});
afterEach(async () => {
  await target.remove();
  rmSync(folder, { recursive: true });
});

type Tables = Parameters<typeof makeDatabase>[1];

/** Makes an older database and answers its path. */
function source(name: string, tables: Tables): string {
  const path = join(folder, name);
  makeDatabase(path, tables).close();
  return path;
}

async function bring(
  sources: readonly string[],
  options: Partial<Pick<ConsolidateRequest, 'onConflict' | 'dryRun'>> = {},
): Promise<readonly SourceReport[]> {
  const { store } = target;
  const request = { store, open: openLegacy, sources, onConflict: 'fail', dryRun: false } as const;
  return (await consolidate({ ...request, ...options })).sources;
}

/** The report of the only source. */
async function bringOne(...parameters: Parameters<typeof bring>): Promise<SourceReport> {
  const [report] = await bring(...parameters);
  if (!report) throw new Error('no report');
  return report;
}

const recordOf = async (kind: KindName, id: string): Promise<AnyRecord | undefined> =>
  (await target.store.get(kind, id))?.record;

const tableOf = ({ tables }: SourceReport, name: string): TableReport | undefined =>
  tables.find(({ table }) => table === name);

const allSources = (): readonly string[] => [
  source('proposals.db', { proposals: { rows: PROPOSALS } }),
  source('task_queue.db', {
    tasks: { rows: QUEUE },
    task_queue_metadata: { rows: QUEUE_METADATA },
  }),
  source('orchestration_decisions.db', { orchestration_decisions: { rows: ORCHESTRATION } }),
  join(folder, 'not-there.db'),
  source('old-workspace.db', WORKSPACE),
];

const RECORDS = {
  ...{ proposals: 1, tasks: 1, task_queue_metadata: 1, orchestration_decisions: 2 },
  ...{ workspace_sessions: 1, workspace_tasks: 2, cross_repo_issues: 2, architecture_decisions: 1 },
  ...{ session_activities: 2, session_decisions: 1, session_issues: 1, context_switches: 1 },
  ...{ drift_scans: 1, drift_detections: 1 },
} as const;

describe('the databases of the seeds', () => {
  it('come in whole, and every row that came in is read back', async () => {
    const reports = await bring(allSources());
    expect(reports.map(({ state }) => state)).toEqual(['done', 'done', 'done', 'missing', 'done']);
    expect((await target.store.summary()).records).toEqual(RECORDS);
    for (const { tables } of reports)
      for (const { added, rows, faults, verified } of tables) {
        expect(added + faults).toBe(rows);
        expect(verified).toBe(added);
      }
  });

  it('come in a second time without a change', async () => {
    const sources = allSources();
    await bring(sources);
    const etags = async (): Promise<readonly unknown[]> =>
      Promise.all(
        (Object.keys(RECORDS) as KindName[]).map(async (kind) => {
          const { items } = await target.store.list({ kind, sort: [], limit: 10 });
          const ids = items.map((item) => String(item[kindOf(kind).primaryKey]));
          return Promise.all(ids.map((id) => target.store.get(kind, id)));
        }),
      );
    const before = await etags();
    for (const { tables } of await bring(sources))
      for (const { left, rows, faults } of tables) expect(left + faults).toBe(rows);
    expect(await etags()).toEqual(before);
  });

  it('keep their values: moments, JSON, booleans and NULLs', async () => {
    await bring(allSources());
    expect(await recordOf('tasks', '7f3a')).toMatchObject({
      tags: ['logs', 'nightly'],
      failures: [{ at: '2025-11-20T10:00:00', why: 'timeout' }],
      priority: 'critical',
      created_at: '2025-11-20T10:00:00.123Z',
      updated_at: null,
      version: 3,
    });
    expect(await recordOf('orchestration_decisions', 'od-1')).toMatchObject({
      ...{ success: true, dry_run: false, timestamp: 1763632800.5, metadata: null },
    });
    expect(await recordOf('orchestration_decisions', 'od-2')).toMatchObject({ success: null });
    expect(await recordOf('proposals', 'prop-1')).toMatchObject({
      ...{ status: 'pending', metadata: null, performance_data: { before: 1.5, after: null } },
      created_at: 1763632800.123456,
    });
  });

  it('keep in metadata what has no column, and say which columns those are', async () => {
    const report = (await bring(allSources())).at(-1);
    expect(await recordOf('workspace_tasks', 'WS-TASK-001')).toMatchObject({
      repos_affected: ['meridian-core'],
      created: '2025-11-20T10:00:00.123Z',
      metadata: { estimate: '2d', is_urgent: 1, sprint: 47 },
    });
    expect(report && tableOf(report, 'workspace_tasks')).toMatchObject({
      kept: [
        { column: 'is_urgent', values: 1 },
        { column: 'sprint', values: 1 },
      ],
      renamed: [
        { column: 'repo', field: 'repos_affected' },
        { column: 'created_at', field: 'created' },
      ],
    });
  });

  it('bring session_logs in as sessions, and what names a session by its id finds it', async () => {
    await bring(allSources());
    expect(await recordOf('workspace_sessions', '1')).toMatchObject({ session_id: 'S-2025-11-20' });
    expect(await recordOf('session_activities', 'A-2')).toMatchObject({
      session_id: 'S-2025-11-20',
    });
  });

  it('list what is no kind, without the bookkeeping of others', async () => {
    const report = (await bring(allSources())).at(-1);
    expect(report?.others).toEqual([{ table: 'bookmarks', type: 'table', rows: 2 }]);
  });

  it('are reported in a dry run as they would come in, and nothing is written', async () => {
    const sources = allSources();
    const plan = await bring(sources, { dryRun: true });
    expect((await target.store.summary()).records).toEqual({});
    const unverified = (await bring(sources)).map((report) => ({
      ...report,
      tables: report.tables.map(({ verified: _, ...table }) => table),
    }));
    expect(plan).toEqual(unverified);
  });
});

describe('a row that does not fit', () => {
  const TASKS = 'CREATE TABLE workspace_tasks (id, title, status, priority, dependencies, created)';

  it.each([
    ['has no title', { id: 'a', title: null }, /title is empty/],
    ['has an id that no URL can name', { id: 'a b', title: 't' }, /id cannot be kept.*no spaces/],
    ['has a blob', { id: 'a', title: new Uint8Array([0, 1]) }, /title holds a blob of 2 bytes/],
  ])(
    'because it %s is left behind with its reason, and the others come in',
    async (_, row, why) => {
      const rows = [row, { id: 'good', title: 'fine' }];
      const report = await bringOne([source('s.db', { workspace_tasks: { ddl: TASKS, rows } })]);
      expect(report).toMatchObject({
        state: 'done',
        faults: [{ table: 'workspace_tasks', row: 1, reason: expect.stringMatching(why) }],
        tables: [{ rows: 2, added: 1, faults: 1, verified: 1 }],
      });
    },
  );

  it('in one field keeps that value in metadata', async () => {
    const rows = [{ id: 'a', title: 't', dependencies: "['x', 'y']" }];
    const report = await bringOne([source('s.db', { workspace_tasks: { ddl: TASKS, rows } })]);
    expect(await recordOf('workspace_tasks', 'a')).toMatchObject({
      dependencies: null,
      metadata: { dependencies: "['x', 'y']" },
    });
    expect(report.warnings).toContainEqual(expect.objectContaining({ column: 'dependencies' }));
  });

  it('because nothing gave it an id gets the same one each time', async () => {
    const ddl = 'CREATE TABLE record_tags (record_kind, record_id, tag)';
    const rows = [{ record_kind: 'workspace_tasks', record_id: 'a', tag: 'x' }];
    const workspace_tasks = { ddl: TASKS, rows: [{ id: 'a', title: 't' }] };
    const path = source('s.db', { record_tags: { ddl, rows }, workspace_tasks });
    expect((await bringOne([path])).tables).toMatchObject([{ added: 1 }, { added: 1 }]);
    const again = await bringOne([path]);
    expect(again).toMatchObject({ conflicts: [], faults: [], tables: [{ left: 1 }, { left: 1 }] });
  });

  it('has columns without a place, where its kind has no metadata', async () => {
    const ddl = 'CREATE TABLE task_queue_metadata (key, value, owner)';
    const rows = [{ key: 'k', value: '1', owner: 'ada' }];
    const report = await bringOne([source('s.db', { task_queue_metadata: { ddl, rows } })]);
    expect(report.tables).toMatchObject([{ added: 1, dropped: [{ column: 'owner', values: 1 }] }]);
  });
});

describe('a reference to what is not there', () => {
  const ISSUE = { type: 't', severity: 'LOW', title: 't', detected: '2025-11-20', status: 'open' };
  const issues = (): string =>
    source('issues.db', {
      cross_repo_issues: { rows: [{ ...ISSUE, id: 'I-1', related_task_id: 'T-1' }] },
    });
  const tasks = (): string =>
    source('tasks.db', {
      workspace_tasks: {
        rows: [{ id: 'T-1', title: 't', status: 'pending', created: '2025-11-20' }],
      },
    });

  it('goes to metadata, and stays there when its record comes in later', async () => {
    const sources = [issues(), tasks()];
    await bring(sources);
    const emptied = { related_task_id: null, metadata: { related_task_id: 'T-1' } };
    expect(await recordOf('cross_repo_issues', 'I-1')).toMatchObject(emptied);
    const again = await bring(sources);
    expect(again.map(({ tables }) => tables)).toMatchObject([[{ left: 1 }], [{ left: 1 }]]);
  });

  it('is kept when the target has the record already', async () => {
    await bring([tasks(), issues()]);
    expect(await recordOf('cross_repo_issues', 'I-1')).toMatchObject({ related_task_id: 'T-1' });
  });

  it('of a link is looked for under the name that its kind has now', async () => {
    const ddl = 'CREATE TABLE record_links (id, from_kind, from_id, relation, to_kind, to_id)';
    const link = { from_kind: 'session_logs', relation: 'affects', to_kind: 'workspace_tasks' };
    const rows = [
      { ...link, id: 'L-1', from_id: '1', to_id: 'WS-TASK-001' },
      { ...link, id: 'L-2', from_id: '1', to_id: 'nothing' },
    ];
    const report = await bringOne([source('s.db', { ...WORKSPACE, record_links: { ddl, rows } })]);
    expect(report.faults).toMatchObject([{ id: 'L-2', reason: expect.stringMatching(/nothing/) }]);
    expect(await recordOf('record_links', 'L-1')).toMatchObject({
      from_kind: 'workspace_sessions',
    });
  });

  it('is a fault where a record cannot do without, and for all that needs that record', async () => {
    const stages = { ddl: 'CREATE TABLE workflow_stages (id, workflow_id, position, name)' };
    const report = await bringOne([
      source('s.db', {
        session_activities: {
          rows: [{ id: 'A', session_id: 'none', type: 't', time: '2025-11-20' }],
        },
        workflow_stages: {
          ...stages,
          rows: [{ id: 'W', workflow_id: 'bad id', position: 1, name: 'n' }],
        },
        workflows: {
          ddl: 'CREATE TABLE workflows (id, name)',
          rows: [{ id: 'bad id', name: 'n' }],
        },
      }),
    ]);
    expect(report.faults.map(({ kind }) => kind).sort()).toEqual([
      'session_activities',
      'workflow_stages',
      'workflows',
    ]);
    expect((await target.store.summary()).records).toEqual({});
  });
});
