import { readFileSync } from 'node:fs';

import Sqlite from 'better-sqlite3';

/** Databases as SQLAlchemy would have written them, made with the DDL of the seeds. */
const DDL = readFileSync('test/fixtures/seeds.sql', 'utf8');

/** One table's DDL of the seeds, without its indexes. */
const ddlOf = (table: string): string => {
  const statement = new RegExp(`CREATE TABLE ${table} \\([^;]*\\);`).exec(DDL)?.[0];
  if (statement === undefined) throw new Error(`The seeds have no table ${table}.`);
  return statement;
};

export type Row = Readonly<Record<string, string | number | bigint | null | Uint8Array>>;

/** Makes a database with tables and rows; the connection is left to the caller, who closes it. */
export function makeDatabase(
  path: string,
  tables: Readonly<Record<string, { readonly ddl?: string; readonly rows?: readonly Row[] }>>,
): Sqlite.Database {
  const sqlite = new Sqlite(path);
  sqlite.pragma('foreign_keys = OFF');
  for (const [table, { ddl, rows = [] }] of Object.entries(tables)) {
    sqlite.exec(ddl ?? ddlOf(table));
    insertRows(sqlite, table, rows);
  }
  return sqlite;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

export function insertRows(sqlite: Sqlite.Database, table: string, rows: readonly Row[]): void {
  sqlite.transaction(() => {
    for (const row of rows) {
      const names = Object.keys(row);
      const places = names.map(() => '?').join(', ');
      sqlite
        .prepare(
          `INSERT INTO ${quoted(table)} (${names.map(quoted).join(', ')}) VALUES (${places})`,
        )
        .run(Object.values(row));
    }
  })();
}

const DATETIME = '2025-11-20 10:00:00.123456';

/** 004's proposals.db. */
export const PROPOSALS: readonly Row[] = [
  {
    id: 'prop-1',
    hypothesis: 'Retrying twice is enough',
    rationale: 'Third tries never helped',
    performance_data: '{"before": 1.5, "after": NaN}',
    metadata: 'null',
    status: 'PENDING',
    created_at: 1763632800.123456,
  },
];

/** 004's task_queue.db. */
export const QUEUE: readonly Row[] = [
  {
    id: '7f3a',
    title: 'Summarise the logs',
    status: 'in_progress',
    priority: 'critical',
    tags: '["logs", "nightly"]',
    dependencies: '[]',
    failures: '[{"at": "2025-11-20T10:00:00", "why": "timeout"}]',
    metadata: '{"attempt": 2}',
    created_at: '2025-11-20T10:00:00.123456',
    updated_at: null,
    version: 3,
  },
];

export const QUEUE_METADATA: readonly Row[] = [
  { key: 'last_sync', value: '"2025-11-20"', updated_at: '2025-11-20T10:00:00' },
  { key: 'free text', value: 'never', updated_at: null },
];

/** 004's orchestration_decisions.db. */
export const ORCHESTRATION: readonly Row[] = [
  {
    id: 'od-1',
    timestamp: 1763632800.5,
    task_id: '7f3a',
    agent_id: 'agent-2',
    success: 1,
    dry_run: 0,
    tokens_used: 812,
    decision_process: '{"steps": ["rank", "pick"]}',
    metadata: null,
  },
  { id: 'od-2', timestamp: 1763632900, task_id: '7f3a', success: null, dry_run: 1 },
];

/** 001's tables and three of 002's, with the columns that an older model would have had. */
export const WORKSPACE = {
  session_logs: {
    rows: [
      {
        id: '1',
        session_id: 'S-2025-11-20',
        start_time: DATETIME,
        end_time: null,
        status: 'in_progress',
        user: 'ada',
        ai_assistant: 'claude',
        handoff_notes: 'Continue with the schema',
      },
    ],
  },
  workspace_tasks: {
    ddl: `CREATE TABLE workspace_tasks (
      id VARCHAR NOT NULL, title VARCHAR NOT NULL, status VARCHAR NOT NULL, repo VARCHAR,
      created_at DATETIME, metadata JSON, is_urgent BOOLEAN, sprint INTEGER, PRIMARY KEY (id))`,
    rows: [
      {
        id: 'WS-TASK-001',
        title: 'Consolidate the databases',
        status: 'pending',
        repo: 'meridian-core',
        created_at: DATETIME,
        metadata: '{"estimate": "2d"}',
        is_urgent: 1,
        sprint: 47,
      },
      {
        id: 'WS-TASK-002',
        title: 'Remove the old files',
        status: 'parked',
        repo: null,
        created_at: null,
        metadata: 'null',
        is_urgent: null,
        sprint: null,
      },
    ],
  },
  cross_repo_issues: {
    rows: [
      {
        id: 'ISSUE-001',
        type: 'code_creep',
        severity: 'HIGH',
        title: 'Adapters in core',
        repos_affected: '["meridian-core", "meridian-research"]',
        detected: '2025-11-19',
        status: 'open',
        related_task_id: 'WS-TASK-001',
      },
      {
        id: 'ISSUE-002',
        type: 'governance',
        severity: 'LOW',
        title: 'No owner',
        repos_affected: 'meridian-core, meridian-trading',
        detected: DATETIME,
        status: 'resolved',
        related_task_id: 'WS-TASK-999',
      },
    ],
  },
  architecture_decisions: {
    rows: [
      {
        id: 'DEC-001',
        date: DATETIME,
        session: 'S-2025-11-20',
        decision: 'One SQLite file',
        rationale: 'Nothing to run beside it',
        status: 'implemented',
        impact: 'HIGH',
        documentation: '[]',
      },
    ],
  },
  session_activities: {
    rows: [
      {
        id: 'A-1',
        session_id: 'S-2025-11-20',
        type: 'analysis',
        files_created: '["docs/a.md"]',
        time: DATETIME,
      },
      { id: 'A-2', session_id: '1', type: 'documentation', time: DATETIME },
    ],
  },
  session_decisions: {
    rows: [{ id: 'SD-1', session_id: 'S-2025-11-20', decision_id: 'DEC-001' }],
  },
  session_issues: {
    rows: [{ id: 'SI-1', session_id: 'S-2025-11-20', issue_id: 'ISSUE-001' }],
  },
  context_switches: {
    ddl: `CREATE TABLE context_switches (id INTEGER PRIMARY KEY, session_id VARCHAR,
      from_context VARCHAR, to_context VARCHAR, reason TEXT, timestamp DATETIME)`,
    rows: [
      {
        id: 1,
        session_id: 'S-2025-11-20',
        from_context: null,
        to_context: 'CTX-2',
        reason: 'blocked',
        timestamp: DATETIME,
      },
    ],
  },
  drift_scans: {
    ddl: 'CREATE TABLE drift_scans (id VARCHAR PRIMARY KEY, scan_time DATETIME, summary TEXT)',
    rows: [{ id: 'scan-1', scan_time: DATETIME, summary: '2 files' }],
  },
  drift_detections: {
    ddl: `CREATE TABLE drift_detections (id VARCHAR PRIMARY KEY, scan_id VARCHAR, severity VARCHAR,
      file_path VARCHAR, drift_type VARCHAR, detected_at DATETIME, auto_fixable BOOLEAN)`,
    rows: [
      {
        id: 'd-1',
        scan_id: 'scan-1',
        severity: null,
        file_path: 'src/a.py',
        drift_type: 'moved',
        detected_at: DATETIME,
        auto_fixable: 0,
      },
    ],
  },
  alembic_version: {
    ddl: 'CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)',
    rows: [{ version_num: 'abc' }],
  },
  bookmarks: { ddl: 'CREATE TABLE bookmarks (url TEXT)', rows: [{ url: 'a' }, { url: 'b' }] },
} as const satisfies Readonly<
  Record<string, { readonly ddl?: string; readonly rows?: readonly Row[] }>
>;
