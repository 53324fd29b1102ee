import type { Filter, Stored } from '#src/store/store';

import { metadataOf } from './claim-tasks.ts';
import { all, same } from './conditions.ts';
import { optimistic } from './optimistic.ts';
import type { Reclaimed } from './queue-types.ts';
import { writtenBefore, type RequestRecords } from './request-records.ts';
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
export const reclaimTasks = (records: RequestRecords, minutes: number): Promise<Reclaimed> =>
  optimistic(async () => {
    const moment = new Date(Date.now() - minutes * MINUTE).toISOString();
    const where = unchangedSince(moment);
    const sort = [{ field: 'updated_at', descending: false }];
    const page = await records.list({ kind: TASKS, where, sort, limit: MOST, fields: ['status'] });
    const tasks = await Promise.all(
      page.items.map((task) => records.get(TASKS, String(task['id']))),
    );
    const dead = tasks.flatMap((task) => (task && isUnchanged(task, moment) ? [task] : []));
    const before = writtenBefore(records);
    if (!before && dead.length > 0)
      await records.write({ operations: dead.map((task) => givingBack(task, minutes)) });
    const left = page.total - page.items.length;
    return { reclaimed: (before ?? dead).map(({ id }) => id), left };
  });

const unchangedSince = (moment: string): Filter =>
  all(same('status', 'in_progress'), {
    or: [same('updated_at', null), { field: 'updated_at', op: 'lt', value: moment }],
  });

/** Asked again of what is read with its etag: an agent may have changed its task since the list. */
const isUnchanged = ({ record: { status, updated_at } }: Stored, moment: string): boolean =>
  status === 'in_progress' && (typeof updated_at !== 'string' || updated_at < moment);

function givingBack({ id, etag, record }: Stored, minutes: number) {
  const agent = metadataOf(record)['claimed_by'] ?? null;
  const error = `Reclaimed: nothing changed for ${minutes} minutes.`;
  const value = { ...unclaimed(record), failures: withFailure(record, { agent, error }) };
  return { op: 'patch', kind: TASKS, id, value, ifMatch: etag } as const;
}
