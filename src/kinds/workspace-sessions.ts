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
  ],
);

export const workspaceSessions = defineKind({
  table,
  label: 'session',
  short: ['session', 'sessions'],
  id: { style: 'ulid', prefix: 'SESSION-' },
  title: 'session_id',
  sort: '-start_time',
  facets: { status: 'status', date: 'start_time' },
  copies: { session_id: 'id' },
  passages: { context: ['status', 'user', 'start_time'], text: ['handoff_notes'] },
});
