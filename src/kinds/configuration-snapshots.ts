import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';

/**
 * A configuration as it was at a moment ("Configuration state snapshots", 002; JSON, 000). Chosen:
 * `name` says which configuration, so that its snapshots follow each other; `path` is its file.
 */
export const table = sqliteTable(
  'configuration_snapshots',
  {
    id: id(),
    name: text('name').notNull(),
    repo: text('repo'),
    path: text('path'),
    configuration: object('configuration').notNull(),
    content_hash: text('content_hash'),
    session_id: text('session_id').references(() => sessions.session_id),
    created_by: text('created_by'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_configuration_snapshots_name').on(t.name, t.created),
    index('idx_configuration_snapshots_repo').on(t.repo),
    index('idx_configuration_snapshots_session_id').on(t.session_id),
    index('idx_configuration_snapshots_created').on(t.created),
  ],
);

export const configurationSnapshots = defineKind({
  table,
  label: 'configuration snapshot',
  short: ['snapshot', 'snapshots'],
  id: { style: 'ulid', prefix: 'SNAP-' },
  reserved: ['record', 'changes'],
  title: 'name',
  sort: '-created',
  facets: { repo: 'repo', date: 'created' },
  relations: {
    references: {
      session_id: { in: 'snapshots' },
    },
  },
});
