import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, list, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { LEVELS } from './vocabulary.ts';
import { table as workflows } from './workflows.ts';

/**
 * Work that spans repositories (001). `metadata` is 000's flexible JSON; 000's single `repo` is
 * `repos_affected` with one element; `context_id` names the work
 * context; `workflow_id` is 004's relation to workflows.
 */
export const table = sqliteTable(
  'workspace_tasks',
  {
    id: id(),
    title: text('title').notNull(),
    status: text('status', { enum: ['pending', 'in_progress', 'completed', 'blocked'] })
      .notNull()
      .default('pending'),
    priority: text('priority', { enum: LEVELS }),
    repos_affected: list('repos_affected'),
    dependencies: list('dependencies'),
    created: createdNow('created'),
    session_created: text('session_created'),
    assigned_to: text('assigned_to'),
    notes: text('notes'),
    related_files: list('related_files'),
    context_id: text('context_id'),
    workflow_id: text('workflow_id').references(() => workflows.id),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_workspace_tasks_status').on(t.status),
    index('idx_workspace_tasks_priority').on(t.priority),
    index('idx_workspace_tasks_created').on(t.created),
    index('idx_workspace_tasks_session_created').on(t.session_created),
    index('idx_workspace_tasks_context_id').on(t.context_id),
    index('idx_workspace_tasks_workflow_id').on(t.workflow_id),
  ],
);

export const workspaceTasks = defineKind({
  table,
  label: 'task',
  short: ['task'],
  file: { key: 'tasks', always: true },
  id: { style: 'counter', prefix: 'WS-TASK-' },
  title: 'title',
  sort: '-created',
  facets: { status: 'status', priority: 'priority', repo: 'repos_affected', date: 'created' },
  ranked: ['priority'],
  passages: { context: ['status'], text: ['notes'] },
  relations: {
    references: {
      dependencies: { to: 'workspace_tasks', out: 'depends_on', in: 'blocks' },
      session_created: { to: 'workspace_sessions', by: 'session_id', out: 'session', in: 'tasks' },
      context_id: { to: 'work_contexts', in: 'tasks' },
      workflow_id: { in: 'tasks', with: ['stages'] },
    },
    dependencies: 'dependencies',
    done: ['completed'],
  },
});
