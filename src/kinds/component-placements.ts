import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as components } from './architecture-components.ts';
import { table as states } from './architecture-states.ts';
import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * Where a component should be ("Where components should be", 002; "placement rules", 004). Chosen:
 * a path pattern (glob) in a repository, in one state, so that a component has one place now and
 * another in the future; thus it is 000's "states to components" too.
 */
export const table = sqliteTable(
  'component_placements',
  {
    id: id(),
    component_id: text('component_id')
      .notNull()
      .references(() => components.id),
    state_id: text('state_id').references(() => states.id),
    repo: text('repo').notNull(),
    path_pattern: text('path_pattern').notNull(),
    rationale: text('rationale'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_component_placements_component_id').on(t.component_id),
    index('idx_component_placements_state_id').on(t.state_id),
    index('idx_component_placements_repo').on(t.repo),
    index('idx_component_placements_created').on(t.created),
  ],
);

export const componentPlacements = defineKind({
  table,
  label: 'component placement',
  short: ['placement', 'placements'],
  id: { style: 'ulid', prefix: 'PLACE-' },
  title: 'path_pattern',
  sort: '-created',
  facets: { repo: 'repo', date: 'created' },
  passages: { context: [], text: ['rationale'] },
  relations: {
    references: {
      component_id: { in: 'placements' },
      state_id: { in: 'placements' },
    },
    joins: { ends: { component_id: 'components', state_id: 'states' }, bare: false },
  },
});
