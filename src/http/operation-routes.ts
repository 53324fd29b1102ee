import { kindOf, type KindName } from '#src/kinds/index';

import {
  changesOfConfiguration,
  configurationDiff,
  recordedConfiguration,
} from './configuration.ts';
import { switchedContext } from './contexts.ts';
import type { AppDeps } from './deps.ts';
import { recordedScan } from './drift.ts';
import type { Routes } from './routes.ts';
import {
  addedActivity,
  addedLink,
  currentSessions,
  endedSession,
  startedSession,
} from './sessions.ts';
import {
  claimedTasks,
  completedTask,
  failedTask,
  queuedTasks,
  reclaimedTasks,
  releasedTask,
} from './task-queue.ts';

/** What can be done with records of some kinds beyond keeping them; before the routes of every kind. */
export function operationRoutes(deps: AppDeps): Routes {
  const [sessions, contexts] = [under('workspace_sessions'), under('work_contexts')];
  const [configurations, tasks] = [under('configuration_snapshots'), under('tasks')];
  return {
    [`${sessions}/start`]: { POST: startedSession(deps) },
    [`${sessions}/current`]: { GET: currentSessions(deps) },
    [`${sessions}/:id/end`]: { POST: endedSession(deps) },
    [`${sessions}/:id/activities`]: { POST: addedActivity(deps) },
    [`${sessions}/:id/decisions`]: { POST: addedLink(deps, 'decisions') },
    [`${sessions}/:id/issues`]: { POST: addedLink(deps, 'issues') },
    [`${contexts}/:id/switch`]: { POST: switchedContext(deps) },
    [`${under('drift_scans')}/record`]: { POST: recordedScan(deps) },
    [`${configurations}/record`]: { POST: recordedConfiguration(deps) },
    [`${configurations}/changes`]: { GET: changesOfConfiguration(deps) },
    [`${configurations}/:id/diff`]: { GET: configurationDiff(deps) },
    [`${tasks}/queue`]: { GET: queuedTasks(deps) },
    [`${tasks}/claim`]: { POST: claimedTasks(deps) },
    [`${tasks}/reclaim`]: { POST: reclaimedTasks(deps) },
    [`${tasks}/:id/complete`]: { POST: completedTask(deps) },
    [`${tasks}/:id/fail`]: { POST: failedTask(deps) },
    [`${tasks}/:id/release`]: { POST: releasedTask(deps) },
  };
}

/** A kind's path under each of its names. */
const under = (kind: KindName): string => `/api/:kind{${[kind, ...kindOf(kind).short].join('|')}}`;
