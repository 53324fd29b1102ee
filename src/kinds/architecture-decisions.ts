import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, list, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { DECISION_LIFECYCLE, DECISION_STATUSES, LEVELS } from './vocabulary.ts';

/**
 * A decision about the architecture (001). `session` may be empty (resolved question 10).
 * Added to the seeds: `number`, `supersedes` and `superseded_by`, which carry its chain.
 */
export const table = sqliteTable(
  'architecture_decisions',
  {
    id: id(),
    date: createdNow('date'),
    session: text('session').notNull().default(''),
    decision: text('decision').notNull(),
    repos_affected: list('repos_affected'),
    rationale: text('rationale'),
    status: text('status', { enum: DECISION_STATUSES }).notNull().default('proposed'),
    impact: text('impact', { enum: LEVELS }),
    related_files: list('related_files'),
    documentation: list('documentation'),
    number: text('number'),
    supersedes: list('supersedes'),
    superseded_by: list('superseded_by'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_architecture_decisions_status').on(t.status),
    index('idx_architecture_decisions_date').on(t.date),
    index('idx_architecture_decisions_session').on(t.session),
  ],
);

export const architectureDecisions = defineKind({
  table,
  label: 'decision',
  short: ['decision', 'decisions'],
  file: { key: 'decisions', always: true },
  id: { style: 'counter', prefix: 'DEC-' },
  title: 'decision',
  sort: '-date',
  facets: { status: 'status', repo: 'repos_affected', priority: 'impact', date: 'date' },
  ranked: ['impact'],
  passages: { context: ['status'], text: ['rationale'] },
  lifecycle: { ...DECISION_LIFECYCLE, file: 'documentation' },
  relations: {
    references: {
      session: { to: 'workspace_sessions', by: 'session_id', in: 'decisions' },
      supersedes: { to: 'architecture_decisions', by: 'number', in: 'superseded_by' },
      superseded_by: { to: 'architecture_decisions', by: 'number', in: 'supersedes' },
      documentation: { to: 'documents', by: 'path', in: 'decisions', loose: true },
    },
  },
});
