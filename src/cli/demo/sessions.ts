import type { InputOf } from '#src/kinds/index';

/** Sessions of the sample workspace, with what was done, decided and found in them. */
export const sessions: readonly InputOf<'workspace_sessions'>[] = [
  {
    id: 'SESSION-001',
    session_id: '2025-09-08-first-planning',
    start_time: '2025-09-08T08:00:00Z',
    end_time: '2025-09-08T11:30:00Z',
    status: 'completed',
    user: 'ines',
    handoff_notes: 'The three repositories have owners now. Tracking starts with plain files.',
  },
  {
    id: 'SESSION-002',
    session_id: '2025-10-20-storage-review',
    start_time: '2025-10-20T07:45:00Z',
    end_time: '2025-10-20T12:10:00Z',
    status: 'completed',
    user: 'ines',
    ai_assistant: 'reviewer',
    handoff_notes:
      'One database for the workspace. Next: import the old files, then show that a restore from backup works.',
  },
  {
    id: 'SESSION-003',
    session_id: '2025-10-27-agent-queue',
    start_time: '2025-10-27T13:00:00Z',
    end_time: '2025-10-27T16:40:00Z',
    status: 'completed',
    user: 'tomas',
    ai_assistant: 'planner',
    handoff_notes: 'Leases are decided, their length is not: five minutes is a first guess.',
  },
  {
    id: 'SESSION-004',
    session_id: '2025-11-17-memory-for-agents',
    start_time: '2025-11-17T09:00:00Z',
    status: 'in_progress',
    user: 'tomas',
    ai_assistant: 'planner',
    handoff_notes: 'Try whether search by meaning finds the decisions that people remember.',
  },
];

export const activities: readonly InputOf<'session_activities'>[] = [
  {
    id: 'ACT-001',
    session_id: '2025-09-08-first-planning',
    type: 'governance',
    description: 'Agreed on the owners of the three repositories',
    outcome: 'Ines keeps the core, Jonas research, Mara trading.',
    time: '2025-09-08T09:10:00Z',
  },
  {
    id: 'ACT-002',
    session_id: '2025-10-20-storage-review',
    type: 'analysis',
    description: 'Compared one database per repository with one for all',
    outcome: 'Four of five questions of the last month crossed repositories.',
    time: '2025-10-20T09:00:00Z',
  },
  {
    id: 'ACT-003',
    session_id: '2025-10-20-storage-review',
    type: 'documentation',
    description: 'Wrote down the tables and their relations',
    files_created: ['docs/workspace-database.md'],
    outcome: 'Reviewed by Tomas.',
    time: '2025-10-20T11:20:00Z',
  },
  {
    id: 'ACT-004',
    session_id: '2025-10-27-agent-queue',
    type: 'analysis',
    description: 'Reproduced how two agents take the same task',
    outcome: 'The gap between reading and writing the list is enough, every time.',
    time: '2025-10-27T13:50:00Z',
  },
  {
    id: 'ACT-005',
    session_id: '2025-11-17-memory-for-agents',
    type: 'experiment',
    description: 'Asked the sample questions of the team against the recorded rationales',
    outcome: 'Words alone miss half of them.',
    time: '2025-11-17T10:30:00Z',
  },
];

export const sessionDecisions: readonly InputOf<'session_decisions'>[] = [
  { id: 'SD-001', session_id: '2025-09-08-first-planning', decision_id: 'DEC-001' },
  { id: 'SD-002', session_id: '2025-09-08-first-planning', decision_id: 'DEC-002' },
  { id: 'SD-003', session_id: '2025-10-20-storage-review', decision_id: 'DEC-007' },
  { id: 'SD-004', session_id: '2025-10-27-agent-queue', decision_id: 'DEC-008' },
  { id: 'SD-005', session_id: '2025-11-17-memory-for-agents', decision_id: 'DEC-012' },
];

export const sessionIssues: readonly InputOf<'session_issues'>[] = [
  { id: 'SI-001', session_id: '2025-10-20-storage-review', issue_id: 'ISSUE-008' },
  { id: 'SI-002', session_id: '2025-10-27-agent-queue', issue_id: 'ISSUE-001' },
  { id: 'SI-003', session_id: '2025-11-17-memory-for-agents', issue_id: 'ISSUE-004' },
];
