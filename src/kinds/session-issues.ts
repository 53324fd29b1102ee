import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as issues } from './cross-repo-issues.ts';
import { id } from './columns.ts';
import { defineKind } from './kind.ts';
import { table as sessions } from './workspace-sessions.ts';

/** Which issues a session found (001). A link without prose, so nothing of it is embedded. */
export const table = sqliteTable(
  'session_issues',
  {
    id: id(),
    session_id: text('session_id')
      .notNull()
      .references(() => sessions.session_id),
    issue_id: text('issue_id').references(() => issues.id),
  },
  (t) => [
    index('idx_session_issues_session_id').on(t.session_id),
    index('idx_session_issues_issue_id').on(t.issue_id),
  ],
);

export const sessionIssues = defineKind({
  table,
  label: 'session issue',
  short: [],
  id: { style: 'ulid', prefix: 'SI-' },
  title: 'id',
  sort: '-id',
  facets: {},
  relations: {
    joins: { ends: { session_id: 'sessions', issue_id: 'issues' }, bare: true },
  },
});
