import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * The definition of a way of working, which tasks follow stage by stage (004 names the table and
 * `workflow_id`). Chosen: a name, a description and a state; the stages are `workflow_stages`.
 */
export const table = sqliteTable(
  'workflows',
  {
    id: id(),
    name: text('name').notNull(),
    description: text('description'),
    status: text('status', { enum: ['draft', 'active', 'completed', 'archived'] })
      .notNull()
      .default('draft'),
    created_by: text('created_by'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [index('idx_workflows_status').on(t.status), index('idx_workflows_created').on(t.created)],
);

export const workflows = defineKind({
  table,
  label: 'workflow',
  short: ['workflow'],
  id: { style: 'ulid', prefix: 'WF-' },
  title: 'name',
  sort: '-created',
  facets: { status: 'status', date: 'created' },
  passages: { context: ['status'], text: ['description'] },
});
