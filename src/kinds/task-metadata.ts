import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * A task as PROBE-AI estimated it and as it turned out (003). Chosen: size in the unit that
 * `size_unit` names, effort in minutes, cost in US dollars; `task_id` names the task in whichever kind
 * it is kept, and joins `agent_cost_vectors`.
 */
export const table = sqliteTable(
  'task_metadata',
  {
    id: id(),
    task_id: text('task_id'),
    title: text('title').notNull(),
    description: text('description'),
    type: text('type'),
    status: text('status', { enum: ['pending', 'in_progress', 'completed', 'failed'] })
      .notNull()
      .default('pending'),
    repo: text('repo'),
    phase: text('phase'),
    size_unit: text('size_unit'),
    estimated_size: real('estimated_size'),
    actual_size: real('actual_size'),
    estimated_effort_minutes: real('estimated_effort_minutes'),
    actual_effort_minutes: real('actual_effort_minutes'),
    estimated_tokens: integer('estimated_tokens'),
    actual_tokens: integer('actual_tokens'),
    estimated_cost_usd: real('estimated_cost_usd'),
    actual_cost_usd: real('actual_cost_usd'),
    created: createdNow('created'),
    completed: timestamp('completed'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_task_metadata_task_id').on(t.task_id),
    index('idx_task_metadata_type').on(t.type),
    index('idx_task_metadata_status').on(t.status),
    index('idx_task_metadata_created').on(t.created),
  ],
);

export const taskMetadata = defineKind({
  table,
  label: 'task estimate',
  // Not `estimate`: that is what POST /api/estimate does.
  short: ['estimates'],
  id: { style: 'ulid', prefix: 'EST-' },
  title: 'title',
  sort: '-created',
  facets: { status: 'status', repo: 'repo', type: 'type', date: 'created' },
  passages: { context: ['status'], text: ['description'] },
  relations: {
    references: {
      task_id: { to: ['workspace_tasks', 'tasks'], in: 'estimates' },
    },
  },
});
