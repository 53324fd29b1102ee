import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, json, object } from './columns.ts';
import { table as snapshots } from './configuration-snapshots.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';

/**
 * What changed between two snapshots ("Configuration change tracking", 002). Chosen: the first
 * snapshot of a configuration has none before it; `diff` is any JSON, for who computes it says its shape.
 */
export const table = sqliteTable(
  'configuration_changes',
  {
    id: id(),
    snapshot_before_id: text('snapshot_before_id').references(() => snapshots.id),
    snapshot_after_id: text('snapshot_after_id')
      .notNull()
      .references(() => snapshots.id),
    repo: text('repo'),
    summary: text('summary'),
    diff: json('diff'),
    session_id: text('session_id').references(() => sessions.session_id),
    changed_by: text('changed_by'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_configuration_changes_snapshot_before_id').on(t.snapshot_before_id),
    index('idx_configuration_changes_snapshot_after_id').on(t.snapshot_after_id),
    index('idx_configuration_changes_repo').on(t.repo),
    index('idx_configuration_changes_session_id').on(t.session_id),
    index('idx_configuration_changes_created').on(t.created),
  ],
);

export const configurationChanges = defineKind({
  table,
  label: 'configuration change',
  short: ['config-change', 'config-changes'],
  id: { style: 'ulid', prefix: 'CONF-' },
  title: 'summary',
  sort: '-created',
  facets: { repo: 'repo', date: 'created' },
  relations: {
    references: {
      snapshot_before_id: { out: 'before', in: 'changes_from' },
      snapshot_after_id: { out: 'after', in: 'changes_to' },
      session_id: { in: 'configuration_changes' },
    },
  },
});
