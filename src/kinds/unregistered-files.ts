import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as components } from './architecture-components.ts';
import { createdNow, id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * A file that no component claims ("Unregistered file tracking", 004). Chosen: an open `type` of
 * file, its size, the component it may belong to, and what has become of it.
 */
export const table = sqliteTable(
  'unregistered_files',
  {
    id: id(),
    file_path: text('file_path').notNull(),
    repo: text('repo'),
    type: text('type'),
    size_bytes: integer('size_bytes'),
    status: text('status', { enum: ['unregistered', 'registered', 'ignored'] })
      .notNull()
      .default('unregistered'),
    reason: text('reason'),
    suggested_component_id: text('suggested_component_id').references(() => components.id),
    detected: createdNow('detected'),
    resolved_at: timestamp('resolved_at'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_unregistered_files_file_path').on(t.file_path),
    index('idx_unregistered_files_repo').on(t.repo),
    index('idx_unregistered_files_status').on(t.status),
    index('idx_unregistered_files_suggested_component_id').on(t.suggested_component_id),
    index('idx_unregistered_files_detected').on(t.detected),
  ],
);

export const unregisteredFiles = defineKind({
  table,
  label: 'unregistered file',
  short: ['unregistered'],
  id: { style: 'ulid', prefix: 'UNREG-' },
  title: 'file_path',
  sort: '-detected',
  facets: { status: 'status', repo: 'repo', type: 'type', date: 'detected' },
});
