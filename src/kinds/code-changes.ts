import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as components } from './architecture-components.ts';
import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';
import { table as tasks } from './workspace-tasks.ts';

/**
 * A change to a file ("Code change tracking", 004). Chosen: git's four ways to change a file, its
 * commit and line counts, and the session, task and component that the change belongs to.
 */
export const table = sqliteTable(
  'code_changes',
  {
    id: id(),
    file_path: text('file_path').notNull(),
    previous_path: text('previous_path'),
    change_type: text('change_type', {
      enum: ['added', 'modified', 'deleted', 'renamed'],
    }).notNull(),
    repo: text('repo'),
    commit_hash: text('commit_hash'),
    author: text('author'),
    description: text('description'),
    lines_added: integer('lines_added'),
    lines_removed: integer('lines_removed'),
    session_id: text('session_id').references(() => sessions.session_id),
    task_id: text('task_id').references(() => tasks.id),
    component_id: text('component_id').references(() => components.id),
    changed_at: createdNow('changed_at'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_code_changes_file_path').on(t.file_path),
    index('idx_code_changes_repo').on(t.repo),
    index('idx_code_changes_commit_hash').on(t.commit_hash),
    index('idx_code_changes_session_id').on(t.session_id),
    index('idx_code_changes_task_id').on(t.task_id),
    index('idx_code_changes_component_id').on(t.component_id),
    index('idx_code_changes_changed_at').on(t.changed_at),
  ],
);

export const codeChanges = defineKind({
  table,
  label: 'code change',
  short: ['code-change', 'code-changes'],
  id: { style: 'ulid', prefix: 'CHG-' },
  title: 'file_path',
  sort: '-changed_at',
  facets: { repo: 'repo', type: 'change_type', date: 'changed_at' },
  relations: {
    references: {
      session_id: { in: 'changes' },
      task_id: { in: 'changes' },
      component_id: { in: 'changes' },
    },
  },
});
