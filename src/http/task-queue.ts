import { z } from 'zod';

import { claimTasks } from '#src/operations/claim-tasks';
import { reclaimTasks } from '#src/operations/reclaim-tasks';
import type { Settler } from '#src/operations/queue-types';
import { completeTask, failTask, releaseTask } from '#src/operations/settle-task';
import { taskQueue } from '#src/operations/task-queue';
import type { Records, Stored } from '#src/store/store';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { NAME, operation, takes, type Takes } from './operation.ts';
import { idInPath, limitIn, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';
import { envelopeOf, sendRecord } from './write.ts';

/** Tasks of one claim; nobody works on more at once. */
const MOST_CLAIMED = 100;
const MOST_CAPABILITIES = 1_000;
/** Minutes of a year: more than any agent is waited for. */
const LONGEST = 366 * 24 * 60;
const LISTED = 50;

export const CLAIM = takes('claim', {
  agent: NAME,
  capabilities: z.array(NAME).max(MOST_CAPABILITIES).default([]),
  limit: z.int().min(1).max(MOST_CLAIMED).default(1),
});

/** POST /api/tasks/claim: the next tasks; `task` is the first of them, or null. */
export const claimedTasks = (deps: AppDeps): Handler =>
  operation(deps, CLAIM, async (c, records, claim) => {
    const { tasks, waiting, blocked } = await claimTasks(records, claim);
    const items = tasks.map(envelopeOf);
    return sendJson(c, { task: items[0] ?? null, tasks: items, waiting, blocked });
  });

const FORCE = { force: z.boolean().optional() };
export const COMPLETION = takes('completion', {
  agent: NAME,
  result: z.json().optional(),
  ...FORCE,
});
export const FAILURE = takes('failure', {
  agent: NAME.optional(),
  error: z.string().trim().min(1, 'must not be empty'),
  retry: z.boolean().optional(),
  ...FORCE,
});
export const RELEASE = takes('release', { agent: NAME, ...FORCE });

/** A route that settles the task of its path. */
const settling = <T extends object>(
  deps: AppDeps,
  body: Takes<T>,
  run: (records: Records, by: T & Pick<Settler, 'id'>) => Promise<Stored>,
): Handler =>
  operation(deps, body, async (c, records, by) =>
    sendRecord(c, await run(records, { ...by, id: idInPath(c) })),
  );

/** POST /api/tasks/{id}/complete. */
export const completedTask = (deps: AppDeps): Handler => settling(deps, COMPLETION, completeTask);
/** POST /api/tasks/{id}/fail. */
export const failedTask = (deps: AppDeps): Handler => settling(deps, FAILURE, failTask);
/** POST /api/tasks/{id}/release. */
export const releasedTask = (deps: AppDeps): Handler => settling(deps, RELEASE, releaseTask);

export const RECLAIM = takes('reclaim', { older_than_minutes: z.number().min(0).max(LONGEST) });

/** POST /api/tasks/reclaim. */
export const reclaimedTasks = (deps: AppDeps): Handler =>
  operation(deps, RECLAIM, async (c, records, { older_than_minutes: minutes }) =>
    sendJson(c, await reclaimTasks(records, minutes)),
  );

/** GET /api/tasks/queue?limit= */
export const queuedTasks =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['limit']);
    return sendJson(c, await taskQueue(store, limitIn(parameters, LISTED)));
  };
