import type { RecordOf } from '#src/kinds/index';
import type {
  Claim,
  Claimed,
  Failure,
  QueuedTask,
  Reclaimed,
  Settler,
  TaskQueue,
} from '#src/operations/queue-types';

import { queryOf } from './parameters.ts';
import type { Send } from './transport.ts';
import type { Envelope } from './types.ts';

type Task = RecordOf<'tasks'>;

export interface ClaimedTasks extends Pick<Claimed, 'waiting' | 'blocked'> {
  /** The first of `tasks`; null when nothing can be claimed. */
  readonly task: Envelope<Task> | null;
  readonly tasks: readonly Envelope<Task>[];
}

export interface QueueState extends Pick<TaskQueue, 'totals'> {
  readonly claimed: readonly Task[];
  readonly pending: readonly (Pick<QueuedTask, 'waits_for'> & { readonly task: Task })[];
}

type By<T extends Settler> = Omit<T, 'id'>;
type ByAgent = By<Settler> & { readonly agent: string };

/** The orchestrator's queue, the kind `tasks`. */
export interface QueueMethods {
  /** What is in progress and what comes next; `limit` 1 to 1,000 of each, default 50. */
  taskQueue(limit?: number): Promise<QueueState>;
  /** No two agents get the same task. */
  claimTasks(claim: Pick<Claim, 'agent'> & Partial<Claim>): Promise<ClaimedTasks>;
  /** Code of this and the next two: wrong_state, when the task is not in progress under this agent. */
  completeTask(id: string, by: ByAgent & { readonly result?: unknown }): Promise<Envelope<Task>>;
  failTask(id: string, failure: By<Failure>): Promise<Envelope<Task>>;
  releaseTask(id: string, by: ByAgent): Promise<Envelope<Task>>;
  /** Gives tasks back that nothing has changed for so many minutes. */
  reclaimTasks(olderThanMinutes: number): Promise<Reclaimed>;
}

export const queueMethods = (send: Send): QueueMethods => ({
  taskQueue: (limit) =>
    send({ method: 'GET', path: ['tasks', 'queue'], query: queryOf({ limit }) }),
  claimTasks: (body) => send({ method: 'POST', path: ['tasks', 'claim'], body }),
  completeTask: (id, body) => send({ method: 'POST', path: ['tasks', id, 'complete'], body }),
  failTask: (id, body) => send({ method: 'POST', path: ['tasks', id, 'fail'], body }),
  releaseTask: (id, body) => send({ method: 'POST', path: ['tasks', id, 'release'], body }),
  reclaimTasks: (older_than_minutes) =>
    send({ method: 'POST', path: ['tasks', 'reclaim'], body: { older_than_minutes } }),
});
