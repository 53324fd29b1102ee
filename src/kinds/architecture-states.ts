import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';

/** Columns of a state, which `architecture_states_old` has too. */
export const stateColumns = () => ({
  id: id(),
  name: text('name').notNull(),
  type: text('type', { enum: ['current', 'future'] })
    .notNull()
    .default('current'),
  status: text('status', { enum: ['draft', 'active', 'reached', 'abandoned'] })
    .notNull()
    .default('active'),
  repo: text('repo'),
  description: text('description'),
  rules: object('rules'),
  created: createdNow('created'),
  target_date: timestamp('target_date'),
  metadata: object('metadata'),
});

/**
 * How the architecture is, or how it shall be ("Current vs future state", 002). Chosen: `type` for
 * which of the two it is, 000's JSON `rules`, and the day by which a future state shall be reached.
 */
export const table = sqliteTable('architecture_states', stateColumns(), (t) => [
  index('idx_architecture_states_type').on(t.type),
  index('idx_architecture_states_status').on(t.status),
  index('idx_architecture_states_created').on(t.created),
]);

export const architectureStates = defineKind({
  table,
  label: 'architecture state',
  short: ['state', 'states'],
  id: { style: 'ulid', prefix: 'STATE-' },
  title: 'name',
  sort: '-created',
  facets: { status: 'status', repo: 'repo', type: 'type', date: 'created' },
  passages: { context: ['status'], text: ['description'] },
});
