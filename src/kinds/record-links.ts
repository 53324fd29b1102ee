import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

import { createdNow, id } from './columns.ts';
import { defineKind } from './kind.ts';
import { label } from './label.ts';

/**
 * A typed, directed relation between two records of any kinds (resolved question 12). `relation` is
 * open; the usual ones: affects, blocks, depends_on, relates_to, supersedes, implements, duplicates.
 */
export const table = sqliteTable(
  'record_links',
  {
    id: id(),
    from_kind: text('from_kind').notNull(),
    from_id: text('from_id').notNull(),
    relation: text('relation').notNull(),
    to_kind: text('to_kind').notNull(),
    to_id: text('to_id').notNull(),
    note: text('note'),
    created: createdNow('created'),
  },
  (t) => [
    // Begins with the record it is from, so that it serves the way out too.
    uniqueIndex('idx_record_links_from').on(t.from_kind, t.from_id, t.relation, t.to_kind, t.to_id),
    index('idx_record_links_to').on(t.to_kind, t.to_id, t.relation),
  ],
);

export const recordLinks = defineKind({
  table,
  label: 'link',
  short: ['link', 'links'],
  id: {
    style: 'hash',
    prefix: 'LINK-',
    of: ['from_kind', 'from_id', 'relation', 'to_kind', 'to_id'],
  },
  title: 'relation',
  sort: '-created',
  facets: { type: 'relation', date: 'created' },
  checks: { relation: label },
  relations: {
    ends: [
      { kind: 'from_kind', id: 'from_id' },
      { kind: 'to_kind', id: 'to_id' },
    ],
  },
});
