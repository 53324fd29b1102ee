import { index, sqliteTable } from 'drizzle-orm/sqlite-core';

import { stateColumns } from './architecture-states.ts';
import { defineKind } from './kind.ts';

/**
 * The states as an earlier workspace kept them ("Old architecture states", 004). Chosen: the columns
 * of `architecture_states`, and no passages, so that an old state is never found as a present one.
 */
export const table = sqliteTable('architecture_states_old', stateColumns(), (t) => [
  index('idx_architecture_states_old_type').on(t.type),
  index('idx_architecture_states_old_status').on(t.status),
  index('idx_architecture_states_old_created').on(t.created),
]);

export const architectureStatesOld = defineKind({
  table,
  label: 'old architecture state',
  short: [],
  id: { style: 'ulid', prefix: 'OLDSTATE-' },
  title: 'name',
  sort: '-created',
  facets: { status: 'status', repo: 'repo', type: 'type', date: 'created' },
});
