import { index, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as components } from './architecture-components.ts';
import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * Which component a file belongs to ("File-to-component mappings", 004). Chosen: who or what mapped
 * it, and `confidence` from 0 to 1 for a mapping that was guessed.
 */
export const table = sqliteTable(
  'code_component_mappings',
  {
    id: id(),
    file_path: text('file_path').notNull(),
    component_id: text('component_id')
      .notNull()
      .references(() => components.id),
    repo: text('repo'),
    confidence: real('confidence'),
    mapped_by: text('mapped_by'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_code_component_mappings_file_path').on(t.file_path),
    index('idx_code_component_mappings_component_id').on(t.component_id),
    index('idx_code_component_mappings_repo').on(t.repo),
    index('idx_code_component_mappings_created').on(t.created),
  ],
);

export const codeComponentMappings = defineKind({
  table,
  label: 'code component mapping',
  short: ['mapping', 'mappings'],
  id: { style: 'ulid', prefix: 'MAP-' },
  title: 'file_path',
  sort: '-created',
  facets: { repo: 'repo', date: 'created' },
  relations: {
    references: {
      component_id: { in: 'mappings' },
    },
  },
});
