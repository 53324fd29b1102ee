import { noSuchRecord, WorkspaceError } from '#src/errors';
import type { AnyRecord } from '#src/kinds/kind';
import type { Stored } from '#src/store/store';

import { metadataOf } from './claim-tasks.ts';
import { optimistic } from './optimistic.ts';
import type { Failure, Settler } from './queue-types.ts';
import { writtenBefore, type RequestRecords } from './request-records.ts';
import { TASKS } from './unmet-dependencies.ts';

/** Completes a claimed task; `result` is kept in its metadata. Codes: not_found, wrong_state. */
export const completeTask = (
  records: RequestRecords,
  by: Settler & { readonly result?: unknown },
): Promise<Stored> =>
  settle(records, by, (task) => {
    checkClaimed(task);
    const result = by.result === undefined ? {} : { result: by.result };
    const metadata = { ...metadataOf(task.record), ...result, completed_at: now() };
    return { status: 'completed', metadata };
  });

/** Gives a claimed task back unworked. Codes: not_found, wrong_state. */
export const releaseTask = (records: RequestRecords, by: Settler): Promise<Stored> =>
  settle(records, by, (task) => {
    checkClaimed(task);
    return unclaimed(task.record);
  });

/** Appends what went wrong to the task's failures, and gives it back or up. Codes: not_found, wrong_state (it is done). */
export const failTask = (records: RequestRecords, failure: Failure): Promise<Stored> =>
  settle(records, failure, ({ id, record }) => {
    if (isOver(record)) throw wrongState(`The task '${id}' is ${String(record['status'])}.`);
    const { agent = null, error, retry = false } = failure;
    const failures = withFailure(record, { agent, error });
    return { ...unclaimed(record), ...(!retry && { status: 'failed' }), failures };
  });

/** Reads, checks who asks, decides and writes; again when somebody else was faster. */
const settle = async (
  records: RequestRecords,
  by: Settler,
  decide: (task: Stored) => AnyRecord,
): Promise<Stored> =>
  writtenBefore(records)?.[0] ??
  optimistic(async () => {
    const task = await records.get(TASKS, by.id);
    if (!task) throw noSuchRecord(TASKS, by.id);
    checkClaimer(task, by);
    const change = { op: 'patch', kind: TASKS, id: task.id, value: decide(task) } as const;
    const { outcomes } = await records.write({ operations: [{ ...change, ifMatch: task.etag }] });
    return outcomes[0]?.stored ?? task;
  });

/** The failures that there are and one more; what is no list was an account from elsewhere. */
export function withFailure(
  { failures }: AnyRecord,
  { agent, error }: { readonly agent: unknown; readonly error: string },
): readonly unknown[] {
  const earlier = failures === null || failures === undefined ? [] : [failures].flat();
  return [...earlier, { at: now(), agent, error, attempt: earlier.length + 1 }];
}

/** A task that is in the queue again, with all but its claim. */
export function unclaimed(task: AnyRecord): AnyRecord {
  const { claimed_by: _by, claimed_at: _at, ...metadata } = metadataOf(task);
  return { status: 'pending', metadata };
}

const now = (): string => new Date().toISOString();

const isOver = ({ status }: AnyRecord): boolean => status === 'completed' || status === 'cancelled';

function checkClaimed({ id, record }: Stored): void {
  if (record['status'] === 'in_progress') return;
  throw wrongState(`The task '${id}' is not in progress, but ${String(record['status'])}.`);
}

/** Who does not say its name fails a task as its supervisor; completing and releasing ask for a name. */
function checkClaimer({ id, record }: Stored, { agent, force }: Settler): void {
  const { claimed_by } = metadataOf(record);
  const isInProgress = record['status'] === 'in_progress';
  if (!isInProgress || force === true || agent === undefined || claimed_by === agent) return;
  const claimer = typeof claimed_by === 'string' ? claimed_by : 'nobody';
  throw wrongState(`The task '${id}' is claimed by ${claimer}, not by ${agent}.`);
}

const wrongState = (sentence: string): WorkspaceError =>
  new WorkspaceError('wrong_state', sentence, {
    next: 'Look at it again; its claimer may settle it, or anyone with force while it is in progress.',
  });
