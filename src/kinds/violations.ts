import { index, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as components } from './architecture-components.ts';
import { createdNow, id, object, timestamp } from './columns.ts';
import { table as rules } from './import-rules.ts';
import { defineKind } from './kind.ts';
import { FINDING_STATUSES, LEVELS } from './vocabulary.ts';

/**
 * A breach of a rule ("Violation tracking", 004). Chosen: `rule` names any rule, `import_rule_id`
 * one that is kept here; severity, detection and what to do in 001's words for an issue.
 */
export const table = sqliteTable(
  'violations',
  {
    id: id(),
    rule: text('rule').notNull(),
    import_rule_id: text('import_rule_id').references(() => rules.id),
    severity: text('severity', { enum: LEVELS }).notNull(),
    status: text('status', { enum: FINDING_STATUSES }).notNull().default('open'),
    description: text('description').notNull(),
    action_required: text('action_required'),
    repo: text('repo'),
    file_path: text('file_path'),
    line: integer('line'),
    component_id: text('component_id').references(() => components.id),
    detected: createdNow('detected'),
    detected_by: text('detected_by'),
    resolved_at: timestamp('resolved_at'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_violations_rule').on(t.rule),
    index('idx_violations_import_rule_id').on(t.import_rule_id),
    index('idx_violations_severity').on(t.severity),
    index('idx_violations_status').on(t.status),
    index('idx_violations_repo').on(t.repo),
    index('idx_violations_component_id').on(t.component_id),
    index('idx_violations_detected').on(t.detected),
  ],
);

export const violations = defineKind({
  table,
  label: 'violation',
  short: ['violation'],
  id: { style: 'ulid', prefix: 'VIOL-' },
  title: 'description',
  sort: '-detected',
  facets: { status: 'status', severity: 'severity', repo: 'repo', type: 'rule', date: 'detected' },
  ranked: ['severity'],
  passages: {
    context: ['status'],
    text: ['description', 'action_required'],
  },
  relations: {
    references: {
      import_rule_id: { out: 'rule', in: 'violations' },
      component_id: { in: 'violations' },
    },
  },
});
