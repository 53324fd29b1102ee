import type { Client } from '#src/client';
import type { InputOf, KindName } from '#src/kinds/index';

import { decisions } from './decisions.ts';
import { issues } from './issues.ts';
import { activities, sessionDecisions, sessionIssues, sessions } from './sessions.ts';
import { tasks } from './tasks.ts';

/** An invented workspace of three repositories. A kind stands after those that its records refer to. */
const SAMPLE = {
  workspace_tasks: tasks,
  architecture_decisions: decisions,
  cross_repo_issues: issues,
  workspace_sessions: sessions,
  session_activities: activities,
  session_decisions: sessionDecisions,
  session_issues: sessionIssues,
} satisfies { readonly [K in KindName]?: readonly InputOf<K>[] };

/** Writes the sample under its own ids, so that loading it again changes nothing; answers how many records it has. */
export async function loadSample(client: Client): Promise<number> {
  for (const [kind, records] of Object.entries(SAMPLE)) await client.putMany(kind, records);
  return Object.values(SAMPLE).reduce((sum, records) => sum + records.length, 0);
}
