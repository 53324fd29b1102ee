import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';
import { LEVELS } from './vocabulary.ts';

/**
 * Which module may import which ("Import rule tracking", 004). Chosen: a direction between two
 * modules or path patterns, whether it is allowed or denied, how bad a breach is, and why.
 */
export const table = sqliteTable(
  'import_rules',
  {
    id: id(),
    name: text('name').notNull(),
    repo: text('repo'),
    from_module: text('from_module').notNull(),
    to_module: text('to_module').notNull(),
    effect: text('effect', { enum: ['allow', 'deny'] }).notNull(),
    severity: text('severity', { enum: LEVELS }),
    status: text('status', { enum: ['active', 'retired'] })
      .notNull()
      .default('active'),
    rationale: text('rationale'),
    created: createdNow('created'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_import_rules_repo').on(t.repo),
    index('idx_import_rules_from_module').on(t.from_module),
    index('idx_import_rules_status').on(t.status),
    index('idx_import_rules_created').on(t.created),
  ],
);

export const importRules = defineKind({
  table,
  label: 'import rule',
  short: ['rule', 'rules'],
  id: { style: 'ulid', prefix: 'RULE-' },
  title: 'name',
  sort: '-created',
  facets: { status: 'status', severity: 'severity', repo: 'repo', type: 'effect', date: 'created' },
  ranked: ['severity'],
  passages: {
    context: ['status'],
    text: ['rationale'],
  },
});
