import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { isoText, json, list, object, varchar } from './columns.ts';
import { defineKind } from './kind.ts';
import { LEVELS } from './vocabulary.ts';

const now = (): string => new Date().toISOString();

/**
 * A task in the orchestrator's queue, exactly as 004 gives it; workspace-level tasks are
 * `workspace_tasks`. Chosen: a queue's usual states, and 001's levels as priorities; `failures` is
 * any JSON, for an agent appends an account of what went wrong rather than a word.
 */
export const table = sqliteTable(
  'tasks',
  {
    id: varchar('id', 255).primaryKey(),
    title: varchar('title', 500).notNull(),
    description: text('description'),
    status: varchar('status', 100, [
      'pending',
      'in_progress',
      'completed',
      'failed',
      'blocked',
      'cancelled',
    ]).notNull(),
    priority: varchar('priority', 50, LEVELS).notNull(),
    capability_required: varchar('capability_required', 255),
    estimated_tokens: integer('estimated_tokens'),
    tags: list('tags'),
    dependencies: list('dependencies'),
    failures: json('failures'),
    metadata: object('metadata'),
    file: varchar('file', 500),
    created_by: varchar('created_by', 255),
    created_at: isoText('created_at').$defaultFn(now),
    updated_at: isoText('updated_at').$defaultFn(now),
    version: integer('version').notNull().default(0),
  },
  (t) => [
    index('idx_tasks_status').on(t.status),
    index('idx_tasks_priority').on(t.priority),
    index('idx_tasks_tags').on(t.tags),
    index('idx_tasks_updated_at').on(t.updated_at),
    index('idx_tasks_capability_required').on(t.capability_required),
  ],
);

export const tasks = defineKind({
  table,
  label: 'orchestrator task',
  short: ['queued', 'queue-task', 'queue-tasks'],
  formerly: ['orchestrator_tasks'],
  id: { style: 'ulid', prefix: 'TASK-' },
  reserved: ['queue', 'claim', 'reclaim'],
  title: 'title',
  sort: '-created_at',
  facets: { status: 'status', priority: 'priority', date: 'created_at' },
  ranked: ['priority'],
  renews: { version: 'increment', updated_at: 'now' },
  passages: { context: ['status'], text: ['description'] },
  relations: {
    references: {
      dependencies: { to: 'tasks', out: 'depends_on', in: 'blocks' },
    },
    dependencies: 'dependencies',
    done: ['completed'],
  },
  tags: 'tags',
});
