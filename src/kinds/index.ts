import { agentCostVectors } from './agent-cost-vectors.ts';
import { architectureComponents } from './architecture-components.ts';
import { architectureDecisions } from './architecture-decisions.ts';
import { architectureStates } from './architecture-states.ts';
import { architectureStatesOld } from './architecture-states-old.ts';
import { architectureTasks } from './architecture-tasks.ts';
import { bastardReports } from './bastard-reports.ts';
import { bootstrapLearningMetrics } from './bootstrap-learning-metrics.ts';
import { codeChanges } from './code-changes.ts';
import { codeComponentMappings } from './code-component-mappings.ts';
import { componentPlacements } from './component-placements.ts';
import { configurationChanges } from './configuration-changes.ts';
import { configurationSnapshots } from './configuration-snapshots.ts';
import { contextSwitches } from './context-switches.ts';
import { crossRepoIssues } from './cross-repo-issues.ts';
import { defectRecordingLogs } from './defect-recording-logs.ts';
import { documents } from './documents.ts';
import { driftDetections } from './drift-detections.ts';
import { driftScans } from './drift-scans.ts';
import { importRules } from './import-rules.ts';
import { orchestrationDecisions } from './orchestration-decisions.ts';
import { proposals } from './proposals.ts';
import { recordLinks } from './record-links.ts';
import { recordTags } from './record-tags.ts';
import { scaleTiers } from './scale-tiers.ts';
import { sessionActivities } from './session-activities.ts';
import { sessionDecisions } from './session-decisions.ts';
import { sessionIssues } from './session-issues.ts';
import { taskMetadata } from './task-metadata.ts';
import { taskQueueMetadata } from './task-queue-metadata.ts';
import { tasks } from './tasks.ts';
import { unregisteredFiles } from './unregistered-files.ts';
import { violations } from './violations.ts';
import { workContexts } from './work-contexts.ts';
import { workflowStages } from './workflow-stages.ts';
import { workflows } from './workflows.ts';
import { workspaceSessions } from './workspace-sessions.ts';
import { workspaceTasks } from './workspace-tasks.ts';
import type { Kind } from './kind.ts';

/** The registry: every kind under its name. A new kind is one file, one line here and one migration. */
export const kinds = {
  documents,
  workspace_tasks: workspaceTasks,
  workspace_sessions: workspaceSessions,
  session_activities: sessionActivities,
  session_decisions: sessionDecisions,
  session_issues: sessionIssues,
  cross_repo_issues: crossRepoIssues,
  architecture_decisions: architectureDecisions,
  architecture_states: architectureStates,
  architecture_states_old: architectureStatesOld,
  architecture_components: architectureComponents,
  component_placements: componentPlacements,
  architecture_tasks: architectureTasks,
  code_component_mappings: codeComponentMappings,
  unregistered_files: unregisteredFiles,
  bastard_reports: bastardReports,
  drift_scans: driftScans,
  drift_detections: driftDetections,
  violations,
  import_rules: importRules,
  code_changes: codeChanges,
  work_contexts: workContexts,
  context_switches: contextSwitches,
  configuration_snapshots: configurationSnapshots,
  configuration_changes: configurationChanges,
  workflows,
  workflow_stages: workflowStages,
  scale_tiers: scaleTiers,
  proposals,
  tasks,
  task_queue_metadata: taskQueueMetadata,
  orchestration_decisions: orchestrationDecisions,
  agent_cost_vectors: agentCostVectors,
  defect_recording_logs: defectRecordingLogs,
  task_metadata: taskMetadata,
  bootstrap_learning_metrics: bootstrapLearningMetrics,
  record_links: recordLinks,
  record_tags: recordTags,
} as const;

export type KindName = keyof typeof kinds;

/** A stored record of the kind `K`. */
export type RecordOf<K extends KindName> = (typeof kinds)[K]['table']['$inferSelect'];

/** What creates a record of the kind `K`. */
export type InputOf<K extends KindName> = (typeof kinds)[K]['table']['$inferInsert'];

/** The kind of a name, for code that serves every kind alike. */
export const kindOf = (name: KindName): Kind => kinds[name];

export const kindNames = Object.keys(kinds) as readonly KindName[];

/** Kinds whose records have text to find. */
export const searchableKinds: readonly KindName[] = kindNames.filter(
  (name) => kindOf(name).passages !== undefined,
);

const namesByAlias = new Map<string, KindName>(
  kindNames.flatMap((name) => [name, ...kinds[name].short].map((alias) => [alias, name] as const)),
);

/** The kind of a name or a short name (`task`), or undefined. */
export const resolveKind = (name: string): KindName | undefined => namesByAlias.get(name);

/** Every name that `resolveKind` knows. */
export const kindAliases = (): readonly string[] => [...namesByAlias.keys()];
