import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';

/** A stretch of work by a person or an agent: `session_logs` of 001 under its later name (resolved question 1). */
export const table = sqliteTable(
  'workspace_sessions',
  {
    id: id(),
    session_id: text('session_id').unique().notNull(),
    start_time: createdNow('start_time'),
    end_time: timestamp('end_time'),
    status: text('status', { enum: ['in_progress', 'completed'] })
      .notNull()
      .default('in_progress'),
    user: text('user'),
    ai_assistant: text('ai_assistant'),
    handoff_notes: text('handoff_notes'),
    context_id: text('context_id'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_workspace_sessions_status').on(t.status),
    index('idx_workspace_sessions_start_time').on(t.start_time),
    index('idx_workspace_sessions_context_id').on(t.context_id),
  ],
);

export const workspaceSessions = defineKind({
  table,
  label: 'session',
  short: ['session', 'sessions'],
  formerly: ['session_logs'],
  file: { name: 'SESSION-LOG.json', key: 'sessions', always: true },
  // The session log of 002 keeps what a session did inside it; here these are kinds of their own.
  nested: [
    {
      kind: 'session_activities',
      under: ['activities'],
      inherits: { session_id: 'session_id', time: 'start_time' },
      ofText: { field: 'description', others: { type: 'note' } },
    },
    {
      kind: 'session_decisions',
      under: ['decisions', 'decisions_made'],
      inherits: { session_id: 'session_id' },
      reference: 'decision_id',
    },
    {
      kind: 'session_issues',
      under: ['issues', 'issues_found'],
      inherits: { session_id: 'session_id' },
      reference: 'issue_id',
    },
  ],
  id: { style: 'ulid', prefix: 'SESSION-' },
  reserved: ['start', 'current'],
  title: 'session_id',
  sort: '-start_time',
  facets: { status: 'status', date: 'start_time' },
  copies: { session_id: 'id' },
  passages: { context: ['status'], text: ['handoff_notes'] },
  relations: {
    references: {
      context_id: { to: 'work_contexts', in: 'sessions' },
    },
  },
});
