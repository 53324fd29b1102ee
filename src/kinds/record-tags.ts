import { index, sqliteTable, text, uniqueIndex } from 'drizzle-orm/sqlite-core';

import { id } from './columns.ts';
import { defineKind } from './kind.ts';
import { label } from './label.ts';

/** A word that somebody put on a record of any kind, so that such records are found together (chosen as the seeds have tags on `tasks` only). */
export const table = sqliteTable(
  'record_tags',
  {
    id: id(),
    record_kind: text('record_kind').notNull(),
    record_id: text('record_id').notNull(),
    tag: text('tag').notNull(),
  },
  (t) => [
    // Begins with the record, so that it serves the list of its tags too.
    uniqueIndex('idx_record_tags_record').on(t.record_kind, t.record_id, t.tag),
    index('idx_record_tags_tag').on(t.tag),
  ],
);

export const recordTags = defineKind({
  table,
  label: 'tag',
  short: ['tag', 'tags'],
  id: { style: 'hash', prefix: 'TAG-', of: ['record_kind', 'record_id', 'tag'] },
  title: 'tag',
  sort: 'tag',
  facets: {},
  checks: { tag: label },
  relations: { ends: [{ kind: 'record_kind', id: 'record_id' }] },
});
