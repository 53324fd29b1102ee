import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

/** The id of a record of a kind that examples speak of. */
export function exampleId(kind: KindName, number = 1): string {
  const { id } = kindOf(kind);
  const digits = String(number).padStart(3, '0');
  return id.style === 'given' ? `sweep-${digits}` : `${id.prefix}${digits}`;
}

const SESSION = { session_id: exampleId('workspace_sessions') };
const COMPONENT = { component_id: exampleId('architecture_components') };

/** A record of each kind as it is sent to be made; what a kind does not need is mostly left out. */
export const EXAMPLES: Readonly<Record<KindName, AnyRecord>> = {
  documents: {
    title: 'Keep one writer per file',
    doc_type: 'adr',
    repo: 'meridian-core',
    path: 'docs/decisions/0007-one-writer.md',
    status: 'accepted',
    date: '2025-11-03',
    content: '# Keep one writer per file\n\nTwo writers wait for each other; one never does.',
  },
  workspace_tasks: {
    title: 'Give every queued task a lease',
    priority: 'HIGH',
    repos_affected: ['meridian-core'],
    notes: 'Two agents took the same task. A lease says who has it, and until when.',
  },
  workspace_sessions: {
    user: 'ada',
    handoff_notes: 'The lock is held while the model loads; begin there.',
  },
  session_activities: { ...SESSION, type: 'analysis', description: 'Read the lock’s code' },
  session_decisions: { ...SESSION, decision_id: exampleId('architecture_decisions') },
  session_issues: { ...SESSION, issue_id: exampleId('cross_repo_issues') },
  cross_repo_issues: {
    title: 'Two agents took one task',
    type: 'concurrency',
    severity: 'HIGH',
    repos_affected: ['meridian-core'],
    description: 'Both read the list at once, and both began to work.',
  },
  architecture_decisions: {
    decision: 'Claim a task before working on it',
    status: 'accepted',
    date: '2025-11-20',
    rationale: 'Two agents read the list at once and both began; a claim makes one of them wait.',
    repos_affected: ['meridian-core'],
  },
  architecture_states: { name: 'Target of 2026', type: 'future', repo: 'meridian-core' },
  architecture_states_old: { name: 'As of 2024', repo: 'meridian-core' },
  architecture_components: { name: 'queue', repo: 'meridian-core', path: 'src/queue' },
  component_placements: { ...COMPONENT, repo: 'meridian-core', path_pattern: 'src/queue/**' },
  architecture_tasks: {
    workspace_task_id: exampleId('workspace_tasks'),
    goal: 'The queue alone decides who works on what',
  },
  code_component_mappings: { ...COMPONENT, file_path: 'src/queue/claim.ts', confidence: 0.9 },
  unregistered_files: { file_path: 'src/misc/helpers.ts', repo: 'meridian-core' },
  bastard_reports: { repo: 'meridian-core', summary: 'Three files have no place.', files_found: 3 },
  drift_scans: { type: 'imports', repo: 'meridian-core', files_scanned: 214 },
  drift_detections: {
    scan_id: exampleId('drift_scans'),
    severity: 'HIGH',
    file_path: 'src/queue/claim.ts',
    description: 'reaches into the store',
  },
  violations: {
    rule: 'queue-imports-no-store',
    severity: 'MEDIUM',
    description: 'claim.ts imports the engine',
    file_path: 'src/queue/claim.ts',
    line: 3,
  },
  import_rules: {
    name: 'queue-imports-no-store',
    from_module: 'src/queue',
    to_module: 'src/store/sqlite',
    effect: 'deny',
  },
  code_changes: { file_path: 'src/queue/claim.ts', change_type: 'modified', author: 'ada' },
  work_contexts: { name: 'leases', user: 'ada', repos_affected: ['meridian-core'] },
  context_switches: { context_to: exampleId('work_contexts'), reason: 'Waiting for a review' },
  configuration_snapshots: { name: 'api', repo: 'meridian-core', configuration: { port: 8080 } },
  configuration_changes: {
    snapshot_after_id: exampleId('configuration_snapshots'),
    summary: 'port 8080 → 8787',
    diff: [{ op: 'replace', path: '/port', value: 8787 }],
  },
  workflows: { name: 'Release', description: 'From a green build to a tag' },
  workflow_stages: { workflow_id: exampleId('workflows'), position: 1, name: 'Freeze' },
  scale_tiers: { name: 'One team', level: 1, thresholds: { rows: 100000 } },
  proposals: {
    hypothesis: 'Leases of five minutes lose no work',
    rationale: 'No agent has been silent for longer in a month.',
    status: 'pending',
  },
  tasks: {
    title: 'Review the fix',
    status: 'pending',
    priority: 'HIGH',
    capability_required: 'review',
  },
  task_queue_metadata: { key: 'last_sweep', value: { reclaimed: 2 } },
  orchestration_decisions: {
    task_id: exampleId('tasks'),
    agent_id: 'w1',
    success: true,
    duration_seconds: 41.5,
  },
  agent_cost_vectors: {
    task_id: exampleId('tasks'),
    agent: 'w1',
    tokens_in: 5200,
    tokens_out: 900,
  },
  defect_recording_logs: {
    type: 'race',
    phase_injected: 'design',
    description: 'A task could be claimed twice',
    fix_minutes: 35,
  },
  task_metadata: {
    title: 'Give every queued task a lease',
    status: 'completed',
    estimated_effort_minutes: 60,
    actual_effort_minutes: 75,
  },
  bootstrap_learning_metrics: { metric: 'estimate_ratio', value: 1.2, target: 1 },
  record_links: {
    from_kind: 'architecture_decisions',
    from_id: exampleId('architecture_decisions'),
    relation: 'affects',
    to_kind: 'workspace_tasks',
    to_id: exampleId('workspace_tasks'),
  },
  record_tags: {
    record_kind: 'workspace_tasks',
    record_id: exampleId('workspace_tasks'),
    tag: 'concurrency',
  },
};
