import { index, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object, timestamp } from './columns.ts';
import { defineKind } from './kind.ts';
import { LEVELS } from './vocabulary.ts';

/**
 * A defect, where it came in and where it was found (003; the columns of PSP's defect recording log).
 * Chosen: type (PSP's are documentation, syntax, build, assignment, interface, checking, data,
 * function, system, environment) and phases stay text, for each process has its own.
 */
export const table = sqliteTable(
  'defect_recording_logs',
  {
    id: id(),
    recorded: createdNow('recorded'),
    resolved: timestamp('resolved'),
    task_id: text('task_id'),
    agent: text('agent'),
    repo: text('repo'),
    type: text('type').notNull(),
    severity: text('severity', { enum: LEVELS }),
    phase_injected: text('phase_injected').notNull(),
    phase_removed: text('phase_removed'),
    fix_minutes: real('fix_minutes'),
    description: text('description').notNull(),
    root_cause: text('root_cause'),
    resolution: text('resolution'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_defect_recording_logs_recorded').on(t.recorded),
    index('idx_defect_recording_logs_task_id').on(t.task_id),
    index('idx_defect_recording_logs_type').on(t.type),
    index('idx_defect_recording_logs_severity').on(t.severity),
    index('idx_defect_recording_logs_phase_injected').on(t.phase_injected),
  ],
);

export const defectRecordingLogs = defineKind({
  table,
  label: 'defect',
  short: ['defect', 'defects'],
  id: { style: 'ulid', prefix: 'DEFECT-' },
  title: 'description',
  sort: '-recorded',
  facets: { severity: 'severity', repo: 'repo', type: 'type', date: 'recorded' },
  ranked: ['severity'],
  passages: {
    context: [],
    text: ['description', 'root_cause', 'resolution'],
  },
  relations: {
    references: {
      task_id: { to: ['workspace_tasks', 'tasks'], in: 'defects' },
    },
  },
});
