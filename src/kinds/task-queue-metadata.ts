import { index, sqliteTable } from 'drizzle-orm/sqlite-core';

import { isoText, json, varchar } from './columns.ts';
import { defineKind } from './kind.ts';

/** A named fact about the orchestrator's task queue, exactly as 004 gives it; its `key` is its id. */
export const table = sqliteTable(
  'task_queue_metadata',
  {
    key: varchar('key', 255).primaryKey(),
    value: json('value'),
    updated_at: isoText('updated_at').$defaultFn(() => new Date().toISOString()),
  },
  (t) => [index('idx_task_queue_metadata_updated_at').on(t.updated_at)],
);

export const taskQueueMetadata = defineKind({
  table,
  label: 'task queue entry',
  short: [],
  formerly: ['orchestrator_metadata'],
  id: { style: 'given' },
  title: 'key',
  sort: 'key',
  facets: { date: 'updated_at' },
  renews: { updated_at: 'now' },
});
