import type { AnyRecord } from '#src/kinds/kind';
import type { Filter, Keyset, Records, SortKey, Stored, WriteOperation } from '#src/store/store';

import { all, among, same } from './conditions.ts';
import { lostRace, optimistic } from './optimistic.ts';
import type { Claim, Claimed } from './queue-types.ts';
import { writtenBefore, type RequestRecords } from './request-records.ts';
import { PAGE, TASKS, unmetDependencies } from './unmet-dependencies.ts';

/** The order of the queue: by priority, then the oldest; the store adds the id. */
export const QUEUE_ORDER: readonly SortKey[] = [
  { field: 'priority', descending: false },
  { field: 'created_at', descending: false },
];

/** Tasks of one look at the queue beyond those that are wanted, for those that others take meanwhile. */
const SPARE = 100;

/** Pending tasks that need nothing beyond these capabilities. */
const pendingFor = (capabilities: readonly string[]): Filter =>
  all(same('status', 'pending'), {
    or: [same('capability_required', null), among('capability_required', capabilities)],
  });

/**
 * Claims the next tasks, all of them in one batch. No two agents get the same task: each is written
 * under the etag that it was read with, and who loses tries the next one. Code: database_busy.
 */
export async function claimTasks(records: RequestRecords, claim: Claim): Promise<Claimed> {
  const scope = pendingFor(claim.capabilities);
  const unmet = await unmetDependencies(records, scope);
  const before = writtenBefore(records);
  return optimistic(async () => {
    const { ids, total } = await nextIds(records, { scope, unmet, least: claim.limit + SPARE });
    const taken = before ? [] : await optimistic(() => takeFirst(records, ids, claim));
    if (!before && taken.length === 0 && ids.length > 0) throw lostRace();
    // Read one after the other, the numbers may not belong together.
    const waiting = Math.max(0, total - unmet.size - taken.length);
    return { tasks: before ?? taken, waiting, blocked: unmet.size };
  });
}

interface Wanted {
  readonly scope: Filter;
  readonly unmet: ReadonlyMap<string, unknown>;
  /** How many ids, if there are as many. */
  readonly least: number;
}

/** The first tasks in order that nothing keeps, and how many there are in the scope. */
async function nextIds(
  records: Pick<Records, 'list'>,
  { scope, unmet, least }: Wanted,
): Promise<{ readonly ids: readonly string[]; readonly total: number }> {
  // Those that are kept may all stand before the first that is not.
  const limit = Math.min(least + unmet.size, PAGE);
  const query = { kind: TASKS, where: scope, sort: QUEUE_ORDER, limit, fields: ['status'] };
  const ids: string[] = [];
  let total = 0;
  let after: Keyset | undefined;
  do {
    const page = await records.list({ ...query, kind: TASKS, ...(after && { after }) });
    ids.push(...page.items.map(({ id }) => String(id)).filter((id) => !unmet.has(id)));
    total = page.total;
    after = page.next;
  } while (after && ids.length < least);
  return { ids, total };
}

/** Those of the tasks that nobody has taken by now, up to the claim's limit. */
async function takeFirst(
  records: Records,
  ids: readonly string[],
  { agent, limit }: Claim,
): Promise<readonly Stored[]> {
  const free: Stored[] = [];
  for (const id of ids) {
    const task = await records.get(TASKS, id);
    if (task?.record['status'] === 'pending') free.push(task);
    if (free.length === limit) break;
  }
  return free.length > 0 ? take(records, free, agent) : [];
}

async function take(
  records: Records,
  tasks: readonly Stored[],
  agent: string,
): Promise<readonly Stored[]> {
  const claimed_at = new Date().toISOString();
  const operations = tasks.map(({ id, etag, record }): WriteOperation => ({
    op: 'patch',
    kind: TASKS,
    id,
    value: {
      status: 'in_progress',
      metadata: { ...metadataOf(record), claimed_by: agent, claimed_at },
    },
    ifMatch: etag,
  }));
  const { outcomes } = await records.write({ operations });
  return outcomes.flatMap(({ stored }) => stored ?? []);
}

export const metadataOf = (task: AnyRecord): AnyRecord => (task['metadata'] ?? {}) as AnyRecord;
