import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as workflows } from './workflows.ts';

/**
 * A stage of a workflow and how far it is ("Workflow stage tracking", 004). Chosen: `position`
 * counts from 1 and is not unique, so that stages can change places; 001's task states and `skipped`.
 */
export const table = sqliteTable(
  'workflow_stages',
  {
    id: id(),
    workflow_id: text('workflow_id')
      .notNull()
      .references(() => workflows.id),
    position: integer('position').notNull(),
    name: text('name').notNull(),
    description: text('description'),
    status: text('status', { enum: ['pending', 'in_progress', 'completed', 'blocked', 'skipped'] })
      .notNull()
      .default('pending'),
    assigned_to: text('assigned_to'),
    started: timestamp('started'),
    completed: timestamp('completed'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_workflow_stages_workflow_id').on(t.workflow_id, t.position),
    index('idx_workflow_stages_status').on(t.status),
  ],
);

export const workflowStages = defineKind({
  table,
  label: 'workflow stage',
  short: ['stage', 'stages'],
  id: { style: 'ulid', prefix: 'STAGE-' },
  title: 'name',
  sort: 'position',
  facets: { status: 'status', date: 'started' },
  relations: {
    references: {
      workflow_id: { in: 'stages' },
    },
    done: ['completed', 'skipped'],
  },
});
