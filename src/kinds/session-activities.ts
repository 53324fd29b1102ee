import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, list, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';

/** Something done in a session (001). `type` is open there ("documentation, analysis, governance, etc."), so it stays text. */
export const table = sqliteTable(
  'session_activities',
  {
    id: id(),
    session_id: text('session_id')
      .notNull()
      .references(() => sessions.session_id),
    type: text('type').notNull(),
    description: text('description'),
    files_created: list('files_created'),
    outcome: text('outcome'),
    time: createdNow('time'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_session_activities_session_id').on(t.session_id),
    index('idx_session_activities_time').on(t.time),
  ],
);

export const sessionActivities = defineKind({
  table,
  label: 'session activity',
  short: ['activity', 'activities'],
  id: { style: 'ulid', prefix: 'ACT-' },
  title: 'description',
  sort: '-time',
  facets: { type: 'type', date: 'time' },
  passages: { context: [], text: ['description', 'outcome'] },
  relations: {
    references: {
      session_id: { in: 'activities' },
    },
  },
});
