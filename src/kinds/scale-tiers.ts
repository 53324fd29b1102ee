import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * A tier of scale ("Scale tier definitions", 004). Chosen: `level` orders the tiers, 1 the smallest,
 * and `thresholds` are its limits by measure (rows, bytes, agents at once), as 003 sets them.
 */
export const table = sqliteTable(
  'scale_tiers',
  {
    id: id(),
    name: text('name').unique().notNull(),
    level: integer('level').notNull(),
    description: text('description'),
    thresholds: object('thresholds'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [index('idx_scale_tiers_level').on(t.level)],
);

export const scaleTiers = defineKind({
  table,
  label: 'scale tier',
  short: ['tier', 'tiers'],
  id: { style: 'ulid', prefix: 'TIER-' },
  title: 'name',
  sort: 'level',
  facets: { date: 'created' },
});
