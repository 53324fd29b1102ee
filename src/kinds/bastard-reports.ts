import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, json, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { FINDING_STATUSES, LEVELS } from './vocabulary.ts';

/**
 * A validation's report of code without a registered parent or owner ("Bastard validation reports",
 * 004). Chosen: one row per validation, for 8 of them stand beside 289 unregistered files: its
 * counts, its `findings` as JSON, and what to do in 001's words.
 */
export const table = sqliteTable(
  'bastard_reports',
  {
    id: id(),
    repo: text('repo'),
    status: text('status', { enum: FINDING_STATUSES }).notNull().default('open'),
    severity: text('severity', { enum: LEVELS }),
    summary: text('summary'),
    action_required: text('action_required'),
    files_checked: integer('files_checked'),
    files_found: integer('files_found'),
    findings: json('findings'),
    created: createdNow('created'),
    created_by: text('created_by'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_bastard_reports_repo').on(t.repo),
    index('idx_bastard_reports_status').on(t.status),
    index('idx_bastard_reports_severity').on(t.severity),
    index('idx_bastard_reports_created').on(t.created),
  ],
);

export const bastardReports = defineKind({
  table,
  label: 'bastard report',
  short: ['bastard', 'bastards'],
  id: { style: 'ulid', prefix: 'BASTARD-' },
  title: 'summary',
  sort: '-created',
  facets: { status: 'status', severity: 'severity', repo: 'repo', date: 'created' },
  ranked: ['severity'],
  passages: {
    context: ['status'],
    text: ['summary', 'action_required'],
  },
});
