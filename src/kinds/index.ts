import { architectureDecisions } from './architecture-decisions.ts';
import { crossRepoIssues } from './cross-repo-issues.ts';
import { documents } from './documents.ts';
import type { Kind } from './kind.ts';
import { sessionActivities } from './session-activities.ts';
import { sessionDecisions } from './session-decisions.ts';
import { sessionIssues } from './session-issues.ts';
import { workspaceSessions } from './workspace-sessions.ts';
import { workspaceTasks } from './workspace-tasks.ts';

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
} as const;

export type KindName = keyof typeof kinds;

/** A stored record of the kind `K`. */
export type RecordOf<K extends KindName> = (typeof kinds)[K]['table']['$inferSelect'];

/** What creates a record of the kind `K`. */
export type InputOf<K extends KindName> = (typeof kinds)[K]['table']['$inferInsert'];

/** The kind of a name, for code that serves every kind alike. */
export const kindOf = (name: KindName): Kind => kinds[name];

export const kindNames = Object.keys(kinds) as readonly KindName[];

const namesByAlias = new Map<string, KindName>(
  kindNames.flatMap((name) => [name, ...kinds[name].short].map((alias) => [alias, name] as const)),
);

/** The kind of a name or a short name (`task`), or undefined. */
export const resolveKind = (name: string): KindName | undefined => namesByAlias.get(name);

/** Every name that `resolveKind` knows. */
export const kindAliases = (): readonly string[] => [...namesByAlias.keys()];
