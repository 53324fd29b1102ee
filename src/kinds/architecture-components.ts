import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, list, object } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * A part of the architecture that somebody answers for ("Component tracking", 004). Chosen: an open
 * `type`, `dependencies` as ids of components; its states are in `component_placements`.
 */
export const table = sqliteTable(
  'architecture_components',
  {
    id: id(),
    name: text('name').notNull(),
    type: text('type'),
    repo: text('repo'),
    path: text('path'),
    description: text('description'),
    status: text('status', { enum: ['planned', 'active', 'deprecated', 'removed'] })
      .notNull()
      .default('active'),
    owner: text('owner'),
    dependencies: list('dependencies'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_architecture_components_name').on(t.name),
    index('idx_architecture_components_repo').on(t.repo),
    index('idx_architecture_components_status').on(t.status),
    index('idx_architecture_components_created').on(t.created),
  ],
);

export const architectureComponents = defineKind({
  table,
  label: 'component',
  short: ['component', 'components'],
  id: { style: 'ulid', prefix: 'COMP-' },
  title: 'name',
  sort: '-created',
  facets: { status: 'status', repo: 'repo', type: 'type', date: 'created' },
  passages: { context: ['status'], text: ['description'] },
  relations: {
    references: {
      dependencies: { to: 'architecture_components', out: 'depends_on', in: 'blocks' },
    },
    dependencies: 'dependencies',
    done: ['active', 'deprecated'],
  },
});
