import type { Filter, Records, Stored } from '#src/store/store';

import { metadataOf } from './claim-tasks.ts';
import { all, same } from './conditions.ts';
import { optimistic } from './optimistic.ts';
import type { Reclaimed } from './queue-types.ts';
import { unclaimed, withFailure } from './settle-task.ts';
import { TASKS } from './unmet-dependencies.ts';

/** Tasks of one batch; what is left is told. */
const MOST = 1_000;
const MINUTE = 60_000;

/**
 * Gives the tasks of dead agents back: those in progress that nothing has changed for some minutes.
 * An agent with a long task shows that it lives by changing it. Each gets a failure, so that a task
 * that kills its agents is seen. Code: database_busy.
 */
export const reclaimTasks = (records: Records, minutes: number): Promise<Reclaimed> =>
  optimistic(async () => {
    const where = unchangedSince(new Date(Date.now() - minutes * MINUTE).toISOString());
    const sort = [{ field: 'updated_at', descending: false }];
    const page = await records.list({ kind: TASKS, where, sort, limit: MOST, fields: ['status'] });
    const tasks = await Promise.all(
      page.items.map((task) => records.get(TASKS, String(task['id']))),
    );
    const dead = tasks.flatMap((task) => (task && isStillClaimed(task) ? [task] : []));
    if (dead.length > 0)
      await records.write({ operations: dead.map((task) => givingBack(task, minutes)) });
    return { reclaimed: dead.map(({ id }) => id), left: page.total - page.items.length };
  });

const unchangedSince = (moment: string): Filter =>
  all(same('status', 'in_progress'), {
    or: [same('updated_at', null), { field: 'updated_at', op: 'lt', value: moment }],
  });

const isStillClaimed = ({ record }: Stored): boolean => record['status'] === 'in_progress';

function givingBack({ id, etag, record }: Stored, minutes: number) {
  const agent = metadataOf(record)['claimed_by'] ?? null;
  const error = `Reclaimed: nothing changed for ${minutes} minutes.`;
  const value = { ...unclaimed(record), failures: withFailure(record, { agent, error }) };
  return { op: 'patch', kind: TASKS, id, value, ifMatch: etag } as const;
}
