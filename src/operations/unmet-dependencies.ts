import type { AnyRecord } from '#src/kinds/kind';
import type { Filter, Records } from '#src/store/store';

import { all, among } from './conditions.ts';
import type { Unmet } from './queue-types.ts';

export const TASKS = 'tasks';

/** Records of one page, ids of one question: tens of milliseconds, and few pages, for each counts all that match. */
export const PAGE = 2_500;

/** The pending tasks of a scope whose dependencies are not all completed, by id, each with those that keep it. */
export async function unmetDependencies(
  records: Pick<Records, 'list'>,
  scope: Filter,
): Promise<ReadonlyMap<string, readonly Unmet[]>> {
  const waiting = await withDependencies(records, scope);
  const statuses = await statusesOf(records, [...new Set(waiting.flatMap(dependenciesOf))]);
  return new Map(
    waiting
      .map((task) => [String(task['id']), unmetOf(task, statuses)] as const)
      .filter(([, unmet]) => unmet.length > 0),
  );
}

export const dependenciesOf = (task: AnyRecord): readonly string[] =>
  (task['dependencies'] ?? []) as readonly string[];

const unmetOf = (task: AnyRecord, statuses: ReadonlyMap<string, string>): readonly Unmet[] =>
  [...new Set(dependenciesOf(task))]
    .map((id) => ({ id, status: statuses.get(id) ?? 'missing' }))
    .filter(({ status }) => status !== 'completed');

async function withDependencies(
  records: Pick<Records, 'list'>,
  scope: Filter,
): Promise<readonly AnyRecord[]> {
  const where = all(scope, { field: 'dependencies', op: 'null', value: false });
  const query = { kind: TASKS, where, sort: [], limit: PAGE, fields: ['dependencies'] } as const;
  const found: AnyRecord[] = [];
  let page = await records.list(query);
  found.push(...page.items);
  while (page.next) {
    page = await records.list({ ...query, after: page.next });
    found.push(...page.items);
  }
  return found;
}

async function statusesOf(
  records: Pick<Records, 'list'>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const known = new Map<string, string>();
  for (let start = 0; start < ids.length; start += PAGE) {
    const { items } = await records.list({
      kind: TASKS,
      where: among('id', ids.slice(start, start + PAGE)),
      sort: [],
      limit: PAGE,
      fields: ['status'],
    });
    for (const { id, status } of items) known.set(String(id), String(status));
  }
  return known;
}
