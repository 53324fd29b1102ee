import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';

/**
 * A move from one work context to another ("Context switching history", 002). Chosen: the contexts
 * by id without a foreign key, so that the history outlives them; `context_from` is empty at the start.
 */
export const table = sqliteTable(
  'context_switches',
  {
    id: id(),
    session_id: text('session_id').references(() => sessions.session_id),
    context_from: text('context_from'),
    context_to: text('context_to').notNull(),
    reason: text('reason'),
    switched_by: text('switched_by'),
    time: createdNow('time'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_context_switches_session_id').on(t.session_id),
    index('idx_context_switches_context_from').on(t.context_from),
    index('idx_context_switches_context_to').on(t.context_to),
    index('idx_context_switches_time').on(t.time),
  ],
);

export const contextSwitches = defineKind({
  table,
  label: 'context switch',
  short: ['switch', 'switches'],
  id: { style: 'ulid', prefix: 'SWITCH-' },
  title: 'context_to',
  sort: '-time',
  facets: { date: 'time' },
  relations: {
    references: {
      session_id: { in: 'switches' },
      context_from: { to: 'work_contexts', in: 'switches_from' },
      context_to: { to: 'work_contexts', in: 'switches_to' },
    },
  },
});
