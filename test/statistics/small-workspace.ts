import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

/** A workspace so small that every figure of its dashboard can be checked by eye. */
export const RECORDS: Readonly<Partial<Record<KindName, readonly AnyRecord[]>>> = {
  work_contexts: [{ id: 'CTX-1', name: 'Storage' }],
  workspace_tasks: [
    {
      id: 'A',
      title: 'in work',
      status: 'in_progress',
      context_id: 'CTX-1',
      created: '2025-11-19',
    },
    { id: 'B', title: 'says so', status: 'blocked', created: '2025-11-18' },
    {
      id: 'C',
      title: 'waits',
      dependencies: ['A', 'F'],
      created: '2025-11-17',
      context_id: 'CTX-1',
    },
    { id: 'D', title: 'linked', created: '2025-11-16', priority: 'HIGH' },
    { id: 'E', title: 'free to go', dependencies: ['F'], created: '2025-11-15' },
    {
      id: 'F',
      title: 'done',
      status: 'completed',
      dependencies: ['A'],
      created: '2025-08-01',
      context_id: 'CTX-1',
    },
    { id: 'G', title: 'lost', dependencies: ['GONE'], created: '2025-11-14' },
    { id: 'H', title: 'held up', created: '2025-11-13' },
  ],
  workspace_sessions: [
    { id: 'S-1', user: 'ada', start_time: '2025-11-20T08:00:00Z' },
    { id: 'S-2', user: 'bob', status: 'completed' },
  ],
  cross_repo_issues: [
    { id: 'I-1', title: 'i', type: 'x', severity: 'HIGH' },
    { id: 'I-2', title: 'j', type: 'x', severity: 'LOW', status: 'closed' },
  ],
  architecture_decisions: [{ id: 'D-1', decision: 'one file', status: 'accepted' }],
  record_links: [
    {
      from_kind: 'workspace_tasks',
      from_id: 'D',
      relation: 'depends_on',
      to_kind: 'workspace_tasks',
      to_id: 'E',
    },
    {
      from_kind: 'workspace_tasks',
      from_id: 'E',
      relation: 'blocks',
      to_kind: 'workspace_tasks',
      to_id: 'H',
    },
    {
      from_kind: 'workspace_tasks',
      from_id: 'E',
      relation: 'relates_to',
      to_kind: 'workspace_tasks',
      to_id: 'A',
    },
    {
      from_kind: 'cross_repo_issues',
      from_id: 'I-1',
      relation: 'blocks',
      to_kind: 'workspace_tasks',
      to_id: 'D',
    },
    {
      from_kind: 'cross_repo_issues',
      from_id: 'I-2',
      relation: 'blocks',
      to_kind: 'workspace_tasks',
      to_id: 'E',
    },
    {
      from_kind: 'architecture_decisions',
      from_id: 'D-1',
      relation: 'blocks',
      to_kind: 'workspace_tasks',
      to_id: 'E',
    },
  ],
  tasks: [
    {
      id: 'Q-1',
      title: 'q',
      status: 'failed',
      priority: 'HIGH',
      failures: [{ why: 'a' }, { why: 'b' }],
      capability_required: 'sql',
    },
    { id: 'Q-2', title: 'q', status: 'pending', priority: 'LOW', capability_required: 'sql' },
  ],
  orchestration_decisions: [
    {
      task_id: 'Q-1',
      timestamp: Date.parse('2025-11-20T09:00:00Z') / 1000,
      success: false,
      tokens_used: 10,
    },
    { task_id: 'Q-1', timestamp: 0, success: true, tokens_used: 5 },
  ],
  agent_cost_vectors: [
    {
      task_id: 'A',
      agent: 'x',
      model: 'm',
      tokens_in: 100,
      tokens_out: 20,
      api_cost_usd: 0.5,
      time: '2025-11-20',
    },
    { task_id: 'A', agent: 'x', model: 'n', tokens_in: 50, api_cost_usd: 0.25, time: '2025-11-19' },
  ],
  defect_recording_logs: [
    {
      type: 'interface',
      phase_injected: 'design',
      phase_removed: 'test',
      fix_minutes: 30,
      description: 'd',
    },
  ],
  bootstrap_learning_metrics: [
    { metric: 'mape', value: 40, target: 20, recorded: '2025-10-01' },
    {
      metric: 'mape',
      value: 30,
      target: 20,
      recorded: '2025-11-01',
      period_end: '2025-10-31',
      unit: '%',
    },
  ],
  task_metadata: [
    { title: 'e', status: 'completed', estimated_effort_minutes: 100, actual_effort_minutes: 120 },
    { title: 'f', status: 'completed', estimated_effort_minutes: 100, actual_effort_minutes: 400 },
    { title: 'not yet', estimated_effort_minutes: 100, actual_effort_minutes: 1 },
  ],
};
