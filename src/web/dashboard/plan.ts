import type { UrlFilters } from '#src/client/types';
import type { KindName } from '#src/kinds/index';

/** Records of a kind over time, by the values of a field. */
export interface OverTime {
  readonly title: string;
  readonly kind: KindName;
  /** A field or facet. */
  readonly by: string;
  readonly filters?: UrlFilters;
  /** What one of its records is called: "issue". */
  readonly noun: string;
}

/** Records of a kind as they are now, by the values of a field. */
export interface Split extends OverTime {
  /** A number that is added up, instead of counting records. */
  readonly sum?: { readonly field: string; readonly unit: string };
}

/** What the dashboard plots over time. What has no records is left out. */
export const OVER_TIME: readonly OverTime[] = [
  { title: 'Issues by severity', kind: 'cross_repo_issues', by: 'severity', noun: 'issue' },
  { title: 'Decisions', kind: 'architecture_decisions', by: 'status', noun: 'decision' },
  {
    ...{ title: 'Decision files', kind: 'documents', by: 'status', noun: 'ADR file' },
    filters: [['doc_type', 'adr']],
  },
  { title: 'Tasks by priority', kind: 'workspace_tasks', by: 'priority', noun: 'task' },
  { title: 'Drift by severity', kind: 'drift_detections', by: 'severity', noun: 'detection' },
];

const TASKS = { kind: 'workspace_tasks', noun: 'task' } as const;
const COSTS = { kind: 'agent_cost_vectors', noun: 'agent run' } as const;

/** What it plots by value. */
export const SPLITS: readonly Split[] = [
  { ...TASKS, title: 'Tasks by status', by: 'status' },
  {
    ...TASKS,
    ...{ title: 'Unfinished tasks by repository', by: 'repo' },
    filters: [['status__ne', 'completed']],
  },
  {
    ...{ title: 'Open issues by severity', kind: 'cross_repo_issues', by: 'severity' },
    ...{ noun: 'issue', filters: [['status', 'open']] },
  },
  {
    ...{ title: 'Open issues by type', kind: 'cross_repo_issues', by: 'type' },
    ...{ noun: 'issue', filters: [['status', 'open']] },
  },
  { title: 'Decisions by status', kind: 'architecture_decisions', by: 'status', noun: 'decision' },
  { title: 'Documents by type', kind: 'documents', by: 'type', noun: 'document' },
  { title: 'Documents by repository', kind: 'documents', by: 'repo', noun: 'document' },
  {
    ...{ title: 'Open drift by severity', kind: 'drift_detections', by: 'severity' },
    ...{ noun: 'detection', filters: [['status', 'open']] },
  },
  { title: 'Queue by status', kind: 'tasks', by: 'status', noun: 'queued task' },
  { title: 'Proposals by status', kind: 'proposals', by: 'status', noun: 'proposal' },
  {
    ...{ title: 'Orchestration by agent', kind: 'orchestration_decisions' },
    ...{ by: 'agent_id', noun: 'decision' },
  },
  { ...COSTS, title: 'Agent runs by model', by: 'model' },
  { ...COSTS, title: 'Cost by agent', by: 'agent', sum: { field: 'api_cost_usd', unit: 'USD' } },
  {
    ...{ title: 'Defects by phase', kind: 'defect_recording_logs' },
    ...{ by: 'phase_injected', noun: 'defect' },
  },
];
