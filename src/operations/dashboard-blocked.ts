import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import { dependencyEdges, nodeOf, recordOf } from '#src/search/dependency-edges';
import type { Edges } from '#src/search/dependency-graph';
import { groupBy } from '#src/search/group-by';
import { EVERY } from '#src/search/related-parts';
import { parseSort } from '#src/search/sort';
import type { Filter, Records } from '#src/store/store';

import type { BlockedTask, Some } from './statistics-types.ts';

type Lists = Pick<Records, 'list'>;

const BLOCKED = 'blocked';

/**
 * Records of a kind that say that they are blocked, or wait for one that is not done: by the kind's
 * field for that, or by a link to a record of any kind that is ever done. What nobody knows is not
 * done either. The first `shown` in the kind's order.
 */
export async function findBlocked(
  store: Lists,
  name: KindName,
  shown: number,
): Promise<Some<BlockedTask>> {
  const [open, edges] = await Promise.all([
    openRecords(store, name),
    dependencyEdges(store, [name]),
  ]);
  const needs = open.map((record) => needsOf(nodeIn(name, record), edges));
  const done = await doneAmong(store, [...new Set(needs.flat())]);
  const blocked = open.flatMap((record, at) => {
    const waits_for = (needs[at] ?? []).filter((node) => !done.has(node));
    const held = waits_for.length > 0 || record['status'] === BLOCKED;
    return held ? [{ ...namedIn(name, record), waits_for: idsOf(waits_for) }] : [];
  });
  return { total: blocked.length, items: blocked.slice(0, shown) };
}

const namedIn = (name: KindName, record: AnyRecord) => ({
  id: idOf(name, record),
  title: titleOf(kindOf(name), record),
});

const idOf = (name: KindName, record: AnyRecord): string => String(record[kindOf(name).primaryKey]);
const nodeIn = (name: KindName, record: AnyRecord): string => nodeOf(name, idOf(name, record));
const idsOf = (nodes: readonly string[]): readonly string[] => [
  ...new Set(nodes.map((node) => recordOf(node).id)),
];

const isDone = (name: KindName): Filter => ({
  field: 'status',
  op: 'in',
  value: kindOf(name).relations.done ?? [],
});

async function openRecords(store: Lists, name: KindName): Promise<readonly AnyRecord[]> {
  const kind = kindOf(name);
  const { items } = await store.list({
    ...{ kind: name, where: { not: isDone(name) }, sort: parseSort(undefined, kind) },
    ...{ fields: [kind.title, 'status'], limit: EVERY },
  });
  return items;
}

/** What is never done holds nothing up, and nothing waits for itself. */
const needsOf = (own: string, edges: Edges): readonly string[] =>
  (edges.get(own) ?? []).filter(
    (node) => node !== own && kindOf(recordOf(node).kind).relations.done !== undefined,
  );

async function doneAmong(store: Lists, nodes: readonly string[]): Promise<ReadonlySet<string>> {
  const groups = groupBy(nodes.map(recordOf), ({ kind }) => kind);
  const found = await Promise.all(
    [...groups].map(async ([kind, same]) => {
      const ids = same.map(({ id }) => id);
      const among: Filter = { field: kindOf(kind).primaryKey, op: 'in', value: ids };
      const where = { and: [isDone(kind), among] };
      const { items } = await store.list({ kind, where, sort: [], limit: EVERY, fields: [] });
      return items.map((record) => nodeIn(kind, record));
    }),
  );
  return new Set(found.flat());
}
