import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, list, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * What someone works on, across sessions ("Work context tracking", 004; "Context notes", 000).
 * Chosen: tasks and sessions name it in `context_id`, so it names neither; repositories and files
 * as 001 lists them.
 */
export const table = sqliteTable(
  'work_contexts',
  {
    id: id(),
    name: text('name').notNull(),
    description: text('description'),
    status: text('status', { enum: ['active', 'paused', 'completed'] })
      .notNull()
      .default('active'),
    user: text('user'),
    repos_affected: list('repos_affected'),
    related_files: list('related_files'),
    notes: text('notes'),
    created: createdNow('created'),
    last_active: timestamp('last_active'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_work_contexts_status').on(t.status),
    index('idx_work_contexts_created').on(t.created),
  ],
);

export const workContexts = defineKind({
  table,
  label: 'context',
  short: ['context', 'contexts'],
  id: { style: 'ulid', prefix: 'CTX-' },
  title: 'name',
  sort: '-created',
  facets: { status: 'status', repo: 'repos_affected', date: 'created' },
  passages: {
    context: ['status'],
    text: ['description', 'notes'],
  },
});
