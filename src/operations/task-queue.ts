import type { Records } from '#src/store/store';

import { QUEUE_ORDER } from './claim-tasks.ts';
import { same } from './conditions.ts';
import type { TaskQueue } from './queue-types.ts';
import { TASKS, unmetDependencies } from './unmet-dependencies.ts';

/** What is in the queue: at most `limit` tasks in progress, and as many pending ones. */
export async function taskQueue(records: Pick<Records, 'list'>, limit: number): Promise<TaskQueue> {
  const isPending = same('status', 'pending');
  const [unmet, pending, claimed] = await Promise.all([
    unmetDependencies(records, isPending),
    records.list({ kind: TASKS, where: isPending, sort: QUEUE_ORDER, limit }),
    records.list({
      kind: TASKS,
      where: same('status', 'in_progress'),
      sort: [{ field: 'updated_at', descending: false }],
      limit,
    }),
  ]);
  return {
    claimed: claimed.items,
    pending: pending.items.map((task) => ({
      task,
      waits_for: unmet.get(String(task['id'])) ?? [],
    })),
    totals: { claimed: claimed.total, pending: pending.total, blocked: unmet.size },
  };
}
