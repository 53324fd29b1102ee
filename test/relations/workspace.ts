import type { InputOf, KindName } from '#src/kinds/index';
import type { Store } from '#src/store/store';

type Some = { readonly [K in KindName]?: readonly InputOf<K>[] };

/** Equal, so that tasks stand in the order of their ids. */
const DAY = '2025-11-20';

/** A small workspace in which everything is related to something, and two things name what is not there. */
const RECORDS: Some = {
  workflows: [{ id: 'WF', name: 'Release' }],
  workflow_stages: [
    { id: 'ST-2', workflow_id: 'WF', position: 2, name: 'Ship' },
    { id: 'ST-1', workflow_id: 'WF', position: 1, name: 'Build', status: 'completed' },
  ],
  workspace_sessions: [{ id: 'SE', session_id: '2025-11-20-1' }],
  work_contexts: [{ id: 'CTX', name: 'Release work' }],
  workspace_tasks: [
    {
      id: 'T1',
      created: DAY,
      title: 'First',
      workflow_id: 'WF',
      context_id: 'CTX',
      status: 'completed',
    },
    { id: 'T2', created: DAY, title: 'Second', dependencies: ['T1', 'T4', 'gone'] },
    {
      id: 'T3',
      created: DAY,
      title: 'Third',
      dependencies: ['T2'],
      session_created: '2025-11-20-1',
    },
    { id: 'T4', created: DAY, title: 'Fourth' },
    { id: 'T5', created: DAY, title: 'Fifth', dependencies: ['T6'] },
    { id: 'T6', created: DAY, title: 'Sixth', dependencies: ['T5', 'T6'] },
  ],
  architecture_decisions: [
    { id: 'D1', decision: 'One file', session: '2025-11-20-1', documentation: ['docs/1.md'] },
    { id: 'D2', decision: 'Two files', supersedes: ['D1'], date: '2025-01-01' },
  ],
  documents: [{ id: 'DOC', title: 'ADR 1', repo: 'r', path: 'docs/1.md', content: 'c' }],
  session_decisions: [
    { id: 'SD-1', session_id: '2025-11-20-1', decision_id: 'D1' },
    { id: 'SD-2', session_id: '2025-11-20-1', decision_id: 'D2' },
  ],
  cross_repo_issues: [
    { id: 'I1', title: 'Named', type: 'bug', severity: 'HIGH', related_task_id: 'T1' },
    { id: 'I2', title: 'Linked', type: 'bug', severity: 'LOW', status: 'closed' },
  ],
  session_issues: [{ id: 'SI', session_id: '2025-11-20-1', issue_id: 'I1' }],
  session_activities: [{ id: 'A', session_id: '2025-11-20-1', type: 'note', description: 'Wrote' }],
  architecture_states: [{ id: 'STATE', name: 'Today' }],
  architecture_components: [{ id: 'C1', name: 'core' }],
  component_placements: [
    { id: 'P', component_id: 'C1', state_id: 'STATE', repo: 'r', path_pattern: 'src/**' },
  ],
  drift_scans: [{ id: 'SCAN', summary: 'Nightly' }],
  drift_detections: [{ id: 'DR', scan_id: 'SCAN', severity: 'LOW', file_path: 'src/a.ts' }],
  agent_cost_vectors: [{ id: 'COST', task_id: 'elsewhere', agent: 'a' }],
  record_links: [
    {
      ...{ id: 'L1', from_kind: 'architecture_decisions', from_id: 'D1', relation: 'affects' },
      ...{ to_kind: 'workspace_tasks', to_id: 'T1' },
    },
    {
      ...{ id: 'L2', from_kind: 'workspace_tasks', from_id: 'T2', relation: 'implements' },
      ...{ to_kind: 'architecture_decisions', to_id: 'D1' },
    },
    {
      ...{ id: 'L3', from_kind: 'cross_repo_issues', from_id: 'I2', relation: 'watched by' },
      ...{ to_kind: 'workspace_tasks', to_id: 'T1' },
    },
    {
      ...{ id: 'L4', from_kind: 'cross_repo_issues', from_id: 'I1', relation: 'blocks' },
      ...{ to_kind: 'workspace_tasks', to_id: 'T4' },
    },
  ],
};

export async function fillWorkspace(store: Store): Promise<void> {
  const operations = Object.entries(RECORDS).flatMap(([kind, records]) =>
    records.map((value) => ({ op: 'create', kind: kind as KindName, value }) as const),
  );
  await store.write({ operations });
}
