import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as components } from './architecture-components.ts';
import { table as states } from './architecture-states.ts';
import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as tasks } from './workspace-tasks.ts';

/**
 * The architectural goal that a task serves (002; `workspace_task_id` is 004's). Chosen: the state
 * and the component that the goal is about; status and priority stay with the task alone.
 */
export const table = sqliteTable(
  'architecture_tasks',
  {
    id: id(),
    workspace_task_id: text('workspace_task_id')
      .notNull()
      .references(() => tasks.id),
    goal: text('goal').notNull(),
    state_id: text('state_id').references(() => states.id),
    component_id: text('component_id').references(() => components.id),
    notes: text('notes'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_architecture_tasks_workspace_task_id').on(t.workspace_task_id),
    index('idx_architecture_tasks_state_id').on(t.state_id),
    index('idx_architecture_tasks_component_id').on(t.component_id),
    index('idx_architecture_tasks_created').on(t.created),
  ],
);

export const architectureTasks = defineKind({
  table,
  label: 'architecture task',
  short: ['architecture-task', 'architecture-tasks'],
  id: { style: 'ulid', prefix: 'ATASK-' },
  title: 'goal',
  sort: '-created',
  facets: { date: 'created' },
  passages: { context: [], text: ['goal', 'notes'] },
  relations: {
    references: {
      workspace_task_id: { out: 'task' },
    },
    joins: {
      ends: { workspace_task_id: 'tasks', state_id: 'states', component_id: 'components' },
      bare: false,
    },
  },
});
