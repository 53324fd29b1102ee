import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { float, object, unixSeconds, varchar } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * Which agent the orchestrator gave a task, and how that went, exactly as 004 gives it: `timestamp`
 * is seconds since 1970, `success` is null while it is unknown. A log without prose to search.
 */
export const table = sqliteTable(
  'orchestration_decisions',
  {
    id: varchar('id', 255).primaryKey(),
    timestamp: unixSeconds('timestamp')
      .notNull()
      .$defaultFn(() => Date.now() / 1000),
    task_id: varchar('task_id', 255).notNull(),
    agent_id: varchar('agent_id', 255),
    task_type: varchar('task_type', 255),
    success: integer('success', { mode: 'boolean' }),
    failure_reason: text('failure_reason'),
    tokens_used: integer('tokens_used'),
    duration_seconds: float('duration_seconds'),
    dry_run: integer('dry_run', { mode: 'boolean' }).default(false),
    decision_process: object('decision_process'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_decisions_timestamp').on(t.timestamp),
    index('idx_decisions_task_id').on(t.task_id),
    index('idx_decisions_agent_id').on(t.agent_id),
    index('idx_decisions_task_type').on(t.task_type),
    index('idx_decisions_success').on(t.success),
    index('idx_decisions_dry_run').on(t.dry_run),
  ],
);

export const orchestrationDecisions = defineKind({
  table,
  label: 'orchestration decision',
  short: ['orchestration', 'orchestrations'],
  id: { style: 'ulid', prefix: 'ORCH-' },
  title: 'task_id',
  sort: '-timestamp',
  // No date facet: it would compare seconds with the days that filters across kinds name.
  facets: { type: 'task_type' },
  relations: {
    references: {
      task_id: { to: ['workspace_tasks', 'tasks'], in: 'orchestration' },
    },
  },
});
