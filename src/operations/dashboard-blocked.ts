import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type { Filter, ListQuery, Records, Scalar } from '#src/store/store';

import type { BlockedTask, Some } from './statistics-types.ts';

type Lists = Pick<Records, 'list'>;

/** Records of one page, and ids of one question. */
const PAGE = 5_000;
const BLOCKED = 'blocked';

/**
 * Records of a kind that say that they are blocked, or depend on one of their kind that is not done:
 * by the kind's field for that, or by a link. What nobody knows is not done either.
 * The first `shown` in the kind's order.
 */
export async function findBlocked(
  store: Lists,
  name: KindName,
  shown: number,
): Promise<Some<BlockedTask>> {
  const [open, linked] = await Promise.all([openRecords(store, name), linksBetween(store, name)]);
  const needs = open.map((record) => needsOf(name, record, linked));
  const done = await doneAmong(store, name, [...new Set(needs.flat())]);
  const blocked = open.flatMap((record, at) => {
    const waits_for = (needs[at] ?? []).filter((id) => !done.has(id));
    const held = waits_for.length > 0 || record['status'] === BLOCKED;
    return held ? [{ ...namedIn(name, record), waits_for }] : [];
  });
  return { total: blocked.length, items: blocked.slice(0, shown) };
}

const namedIn = (name: KindName, record: AnyRecord) => ({
  id: idOf(name, record),
  title: titleOf(kindOf(name), record),
});

const idOf = (name: KindName, record: AnyRecord): string => String(record[kindOf(name).primaryKey]);

const isDone = (name: KindName): Filter => ({
  field: 'status',
  op: 'in',
  value: kindOf(name).relations.done ?? [],
});

function openRecords(store: Lists, name: KindName): Promise<readonly AnyRecord[]> {
  const { title, sort, relations } = kindOf(name);
  const own = relations.dependencies === undefined ? [] : [relations.dependencies];
  return everything(store, {
    kind: name,
    where: { not: isDone(name) },
    sort: [{ field: sort.replace('-', ''), descending: sort.startsWith('-') }],
    fields: [title, 'status', ...own],
  });
}

/** Ids that records depend on by links, by the id of who depends. */
type Needs = ReadonlyMap<string, readonly string[]>;

/** Who of a link waits for whom. */
const WAITING: Readonly<Record<string, readonly [waits: string, needed: string]>> = {
  depends_on: ['from_id', 'to_id'],
  blocks: ['to_id', 'from_id'],
};

async function linksBetween(store: Lists, name: KindName): Promise<Needs> {
  const where: Filter = {
    and: [
      { field: 'from_kind', op: 'eq', value: name },
      { field: 'to_kind', op: 'eq', value: name },
      { field: 'relation', op: 'in', value: Object.keys(WAITING) },
    ],
  };
  const fields = ['from_id', 'to_id', 'relation'];
  const links = await everything(store, { kind: 'record_links', where, sort: [], fields });
  const needs = new Map<string, string[]>();
  for (const link of links) {
    const [waits = '', needed = ''] = WAITING[String(link['relation'])] ?? [];
    const known = needs.get(String(link[waits])) ?? [];
    known.push(String(link[needed]));
    needs.set(String(link[waits]), known);
  }
  return needs;
}

function needsOf(name: KindName, record: AnyRecord, linked: Needs): readonly string[] {
  const field = kindOf(name).relations.dependencies;
  const own = (field === undefined ? null : record[field]) as readonly string[] | null;
  const id = idOf(name, record);
  return [...new Set([...(own ?? []), ...(linked.get(id) ?? [])])].filter((each) => each !== id);
}

async function doneAmong(
  store: Lists,
  name: KindName,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const done = new Set<string>();
  for (let from = 0; from < ids.length; from += PAGE) {
    const value: readonly Scalar[] = ids.slice(from, from + PAGE);
    const among: Filter = { field: kindOf(name).primaryKey, op: 'in', value };
    const where = { and: [isDone(name), among] };
    const { items } = await store.list({ kind: name, where, sort: [], limit: PAGE, fields: [] });
    for (const record of items) done.add(idOf(name, record));
  }
  return done;
}

async function everything(
  store: Lists,
  query: Omit<ListQuery, 'limit' | 'after'>,
): Promise<readonly AnyRecord[]> {
  const found: AnyRecord[] = [];
  let page = await store.list({ ...query, limit: PAGE });
  found.push(...page.items);
  while (page.next) {
    page = await store.list({ ...query, limit: PAGE, after: page.next });
    found.push(...page.items);
  }
  return found;
}
