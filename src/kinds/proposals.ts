import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { json, object, unixSeconds, varchar } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * A learning proposal, exactly as 004 gives it: times are seconds since 1970. Chosen: the states,
 * after its `reviewed_at` and `implemented_at`; `created_at` is the moment of insertion when not given.
 */
export const table = sqliteTable(
  'proposals',
  {
    id: varchar('id', 255).primaryKey(),
    hypothesis: text('hypothesis').notNull(),
    rationale: text('rationale').notNull(),
    pattern_id: varchar('pattern_id', 255),
    performance_data: json('performance_data'),
    implementation_result: text('implementation_result'),
    metadata: object('metadata'),
    status: varchar('status', 50, ['pending', 'approved', 'rejected', 'implemented']).notNull(),
    created_at: unixSeconds('created_at')
      .notNull()
      .$defaultFn(() => Date.now() / 1000),
    reviewed_at: unixSeconds('reviewed_at'),
    implemented_at: unixSeconds('implemented_at'),
    review_notes: text('review_notes'),
  },
  (t) => [
    index('idx_proposals_status').on(t.status),
    index('idx_proposals_created_at').on(t.created_at),
  ],
);

export const proposals = defineKind({
  table,
  label: 'proposal',
  short: ['proposal'],
  id: { style: 'ulid', prefix: 'PROP-' },
  title: 'hypothesis',
  sort: '-created_at',
  // No date facet: it would compare seconds with the days that filters across kinds name.
  facets: { status: 'status' },
  passages: {
    context: ['status'],
    text: ['hypothesis', 'rationale', 'implementation_result', 'review_notes'],
  },
});
