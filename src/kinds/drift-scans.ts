import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as states } from './architecture-states.ts';
import { createdNow, id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';

/**
 * A search for drift ("Drift scan history", 002). Chosen: its times as 001 names a session's, the
 * state compared with, who ran it (000: pre-commit hooks, CI), its counts and a summary.
 */
export const table = sqliteTable(
  'drift_scans',
  {
    id: id(),
    type: text('type'),
    repo: text('repo'),
    status: text('status', { enum: ['running', 'completed', 'failed'] })
      .notNull()
      .default('completed'),
    start_time: createdNow('start_time'),
    end_time: timestamp('end_time'),
    triggered_by: text('triggered_by'),
    commit_hash: text('commit_hash'),
    state_id: text('state_id').references(() => states.id),
    session_id: text('session_id').references(() => sessions.session_id),
    files_scanned: integer('files_scanned'),
    detections_found: integer('detections_found'),
    summary: text('summary'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_drift_scans_repo').on(t.repo),
    index('idx_drift_scans_status').on(t.status),
    index('idx_drift_scans_start_time').on(t.start_time),
    index('idx_drift_scans_state_id').on(t.state_id),
    index('idx_drift_scans_session_id').on(t.session_id),
  ],
);

export const driftScans = defineKind({
  table,
  label: 'drift scan',
  short: ['scan', 'scans'],
  id: { style: 'ulid', prefix: 'SCAN-' },
  reserved: ['record'],
  title: 'summary',
  sort: '-start_time',
  facets: { status: 'status', repo: 'repo', type: 'type', date: 'start_time' },
  passages: { context: ['status'], text: ['summary'] },
  relations: {
    references: {
      state_id: { in: 'scans' },
      session_id: { in: 'scans' },
    },
  },
});
