import { index, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * A figure of how far the agents have learnt (003's "Bootstrap Learning Metrics"). Chosen: one row
 * per figure and period, with the target it is to reach; `phase` is text, as 003 numbers its phases.
 */
export const table = sqliteTable(
  'bootstrap_learning_metrics',
  {
    id: id(),
    metric: text('metric').notNull(),
    value: real('value').notNull(),
    unit: text('unit'),
    target: real('target'),
    phase: text('phase'),
    period_start: timestamp('period_start'),
    period_end: timestamp('period_end'),
    recorded: createdNow('recorded'),
    notes: text('notes'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_bootstrap_learning_metrics_metric').on(t.metric, t.recorded),
    index('idx_bootstrap_learning_metrics_phase').on(t.phase),
    index('idx_bootstrap_learning_metrics_recorded').on(t.recorded),
  ],
);

export const bootstrapLearningMetrics = defineKind({
  table,
  label: 'bootstrap metric',
  short: ['metric', 'metrics'],
  id: { style: 'ulid', prefix: 'METRIC-' },
  title: 'metric',
  sort: '-recorded',
  facets: { date: 'recorded' },
});
