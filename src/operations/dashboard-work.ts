import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import { parseSort } from '#src/search/sort';
import type { Filter, ListQuery, Records, Statistics } from '#src/store/store';

import { findBlocked } from './dashboard-blocked.ts';
import type {
  ContextTasks,
  CurrentSession,
  Dashboard,
  Named,
  Some,
  TaskFigures,
} from './statistics-types.ts';

export type Reads = Pick<Records, 'list'> & Statistics;

/** Records that a part of the dashboard names; the rest is behind their counts. */
export const SHOWN = 10;
const MOST_CONTEXTS = 20;
const DAY = 86_400_000;

const TASKS: KindName = 'workspace_tasks';
const CONTEXTS: KindName = 'work_contexts';
const SESSIONS: KindName = 'workspace_sessions';

const is = (field: string, value: string): Filter => ({ field, op: 'eq', value });
const IN_PROGRESS = is('status', 'in_progress');
const NOT_DONE: Filter = { field: 'status', op: 'ne', value: 'completed' };

/** Tasks in work, held up, and forgotten. `days` without a write make a task in work a stale one. */
export async function taskFigures(
  store: Reads,
  { now, days }: { readonly now: Date; readonly days: number },
): Promise<TaskFigures> {
  const before = new Date(now.getTime() - days * DAY).toISOString();
  const asked = { kind: TASKS, where: IN_PROGRESS, limit: SHOWN };
  const [active, blocked, stale, by_context] = await Promise.all([
    newest(store, TASKS, IN_PROGRESS),
    findBlocked(store, TASKS, SHOWN),
    store.untouched({ ...asked, before }),
    contextTasks(store),
  ]);
  return { active, blocked, stale: { ...stale, days }, by_context };
}

/** The newest of some records by their names. */
async function newest(store: Reads, kind: KindName, where: Filter): Promise<Some> {
  const { items, total } = await store.list(newestOf({ kind, where }));
  return { total, items: items.map((record) => named(kind, record)) };
}

function newestOf({ kind, where, fields = [] }: Pick<ListQuery, 'kind' | 'where' | 'fields'>) {
  const sort = parseSort(undefined, kindOf(kind));
  const query = { kind, fields: [kindOf(kind).title, ...fields], sort, limit: SHOWN };
  return { ...query, ...(where && { where }) } satisfies ListQuery;
}

const named = (kind: KindName, record: AnyRecord): Named => ({
  id: String(record[kindOf(kind).primaryKey]),
  title: titleOf(kindOf(kind), record),
});

async function contextTasks(store: Reads): Promise<readonly ContextTasks[]> {
  const by = [{ name: 'context', field: 'context_id' }];
  const [all, open] = await Promise.all([
    store.counts({ kind: TASKS, by }),
    store.counts({ kind: TASKS, by, where: NOT_DONE }),
  ]);
  const openOf = new Map(open.by['context']?.map(({ value, count }) => [value, count]));
  const most = (all.by['context'] ?? []).slice(0, MOST_CONTEXTS);
  const names = await contextNames(
    store,
    most.flatMap(({ value }) => (value === null ? [] : [String(value)])),
  );
  return most.map(({ value, count: total }) => ({
    context: value === null ? null : String(value),
    name: names.get(String(value)) ?? null,
    total,
    open: openOf.get(value) ?? 0,
  }));
}

async function contextNames(
  store: Reads,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const where = { field: 'id', op: 'in', value: ids } as const;
  const { items } = await store.list({
    ...{ kind: CONTEXTS, where, sort: [] },
    ...{ fields: ['name'], limit: MOST_CONTEXTS },
  });
  return new Map(items.map((record) => [String(record.id), named(CONTEXTS, record).title]));
}

/** Sessions that nobody has ended. */
export async function sessionFigures(store: Reads): Promise<Dashboard['sessions']> {
  const fields = ['user', 'start_time'];
  const query = newestOf({ kind: SESSIONS, where: IN_PROGRESS, fields });
  const { items, total } = await store.list(query);
  const sessions = items.map((record): CurrentSession => ({
    ...named(SESSIONS, record),
    user: typeof record.user === 'string' ? record.user : null,
    started: String(record.start_time),
  }));
  return { current: { total, items: sessions } };
}

export async function issueFigures(store: Reads): Promise<Dashboard['issues']> {
  const by = [{ name: 'severity', field: 'severity' }];
  const where = is('status', 'open');
  const { total, by: counted } = await store.counts({ kind: 'cross_repo_issues', where, by });
  return { open: total, by_severity: counted['severity'] ?? [] };
}

export async function decisionFigures(store: Reads): Promise<Dashboard['decisions']> {
  const by = [{ name: 'status', field: 'status' }];
  const { total, by: counted } = await store.counts({ kind: 'architecture_decisions', by });
  return { total, by_status: counted['status'] ?? [] };
}
