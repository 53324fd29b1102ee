import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as decisions } from './architecture-decisions.ts';
import { id } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';

/** Which decisions a session made (001). A link without prose, so nothing of it is embedded. */
export const table = sqliteTable(
  'session_decisions',
  {
    id: id(),
    session_id: text('session_id')
      .notNull()
      .references(() => sessions.session_id),
    decision_id: text('decision_id').references(() => decisions.id),
  },
  (t) => [
    index('idx_session_decisions_session_id').on(t.session_id),
    index('idx_session_decisions_decision_id').on(t.decision_id),
  ],
);

export const sessionDecisions = defineKind({
  table,
  label: 'session decision',
  short: [],
  id: { style: 'ulid', prefix: 'SD-' },
  title: 'id',
  sort: '-id',
  facets: {},
  relations: {
    joins: { ends: { session_id: 'sessions', decision_id: 'decisions' }, bare: true },
  },
});
