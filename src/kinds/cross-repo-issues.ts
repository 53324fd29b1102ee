import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, list, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { LEVELS } from './vocabulary.ts';
import { table as tasks } from './workspace-tasks.ts';

/** A problem that crosses repositories (001). `type` is open there ("code_creep, governance, missing_component, etc."), so it stays text; `details` is 000's JSON. */
export const table = sqliteTable(
  'cross_repo_issues',
  {
    id: id(),
    type: text('type').notNull(),
    severity: text('severity', { enum: LEVELS }).notNull(),
    title: text('title').notNull(),
    description: text('description'),
    repos_affected: list('repos_affected'),
    detected: createdNow('detected'),
    detected_by: text('detected_by'),
    status: text('status', { enum: ['open', 'resolved', 'closed'] })
      .notNull()
      .default('open'),
    action_required: text('action_required'),
    assigned_to: text('assigned_to'),
    related_task_id: text('related_task_id').references(() => tasks.id),
    details: object('details'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_cross_repo_issues_status').on(t.status),
    index('idx_cross_repo_issues_severity').on(t.severity),
    index('idx_cross_repo_issues_detected').on(t.detected),
    index('idx_cross_repo_issues_related_task_id').on(t.related_task_id),
  ],
);

export const crossRepoIssues = defineKind({
  table,
  label: 'issue',
  short: ['issue', 'issues'],
  file: { key: 'issues', always: true },
  id: { style: 'counter', prefix: 'ISSUE-' },
  title: 'title',
  sort: '-detected',
  facets: {
    status: 'status',
    severity: 'severity',
    repo: 'repos_affected',
    type: 'type',
    date: 'detected',
  },
  ranked: ['severity'],
  passages: {
    context: ['status'],
    text: ['description', 'action_required'],
  },
  relations: {
    references: {
      related_task_id: { out: 'task', in: 'issues' },
    },
    done: ['resolved', 'closed'],
  },
});
