import { index, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { table as components } from './architecture-components.ts';
import { createdNow, id, object, timestamp } from './columns.ts';
import { table as scans } from './drift-scans.ts';
import { defineKind } from './kind.ts';
import { FINDING_STATUSES, LEVELS } from './vocabulary.ts';

/**
 * A file that a scan found elsewhere or otherwise than it should be ("Configuration drift
 * violations", 002). Chosen: what was expected and what is, an open `type`, 001's severities.
 */
export const table = sqliteTable(
  'drift_detections',
  {
    id: id(),
    scan_id: text('scan_id')
      .notNull()
      .references(() => scans.id),
    type: text('type'),
    severity: text('severity', { enum: LEVELS }).notNull(),
    status: text('status', { enum: FINDING_STATUSES }).notNull().default('open'),
    file_path: text('file_path').notNull(),
    repo: text('repo'),
    component_id: text('component_id').references(() => components.id),
    description: text('description'),
    expected: text('expected'),
    actual: text('actual'),
    detected: createdNow('detected'),
    resolved_at: timestamp('resolved_at'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_drift_detections_scan_id').on(t.scan_id),
    index('idx_drift_detections_severity').on(t.severity),
    index('idx_drift_detections_status').on(t.status),
    index('idx_drift_detections_repo').on(t.repo),
    index('idx_drift_detections_component_id').on(t.component_id),
    index('idx_drift_detections_detected').on(t.detected),
  ],
);

export const driftDetections = defineKind({
  table,
  label: 'drift detection',
  short: ['detection', 'detections'],
  id: { style: 'ulid', prefix: 'DRIFT-' },
  title: 'file_path',
  sort: '-detected',
  facets: { status: 'status', severity: 'severity', repo: 'repo', type: 'type', date: 'detected' },
  ranked: ['severity'],
  passages: {
    context: ['status'],
    text: ['description', 'expected', 'actual'],
  },
  relations: {
    references: {
      scan_id: { in: 'detections' },
      component_id: { in: 'detections' },
    },
  },
});
