import { kindOf, resolveKind, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Relation } from '#src/kinds/relations';
import { linkSeen, type Direction } from '#src/kinds/relations-names';
import type { Comparison, Filter, Records } from '#src/store/store';

import { groupBy } from './group-by.ts';

/** More joining records and links than any record has. */
export const EVERY = 1_000_000;

/** Some of the records of a kind that are related in one way; several parts can make up one group. */
export interface Part {
  readonly relation: string;
  readonly direction: Direction;
  readonly kind: KindName;
  readonly where: Filter;
  readonly with: readonly string[];
  readonly named?: Named;
}

/** What is named and has to be there: in one of the kinds that the same source names. */
export interface Named {
  readonly source: string;
  readonly ids: readonly string[];
  /** Fields of the other records in which an id may stand. */
  readonly fields: readonly string[];
}

type Lists = Pick<Records, 'list'>;

/** The records that a relation of the registry leads to; undefined when it leads nowhere. */
export async function partOf(
  store: Lists,
  relation: Relation,
  record: AnyRecord,
): Promise<Part | undefined> {
  const own = textsOf(record, relation.own);
  const values = own.length > 0 ? await joinedValues(store, relation, own) : [];
  if (values.length === 0) return undefined;
  const { name, direction, kind, other } = relation;
  return {
    ...{ relation: name, direction, kind, where: oneOf(other, values), with: relation.with },
    ...(relation.names && { named: { source: relation.own.join(), ids: values, fields: other } }),
  };
}

/** What stands in the other records: the values themselves, or what the joining records put beside them. */
async function joinedValues(
  store: Lists,
  { through }: Relation,
  values: readonly string[],
): Promise<readonly string[]> {
  if (!through) return values;
  const { kind, from, to } = through;
  const query = { kind, where: oneOf([from], values), fields: [to], sort: [], limit: EVERY };
  const { items } = await store.list(query);
  return [...new Set(items.flatMap((item) => textsOf(item, [to])))];
}

/** The links of a record, from both of their ends. */
export async function linkParts(
  store: Lists,
  { kind, id }: { readonly kind: KindName; readonly id: string },
): Promise<readonly Part[]> {
  const [from, to] = await Promise.all([
    linked(store, { near: 'from', far: 'to' }, { kind, id }),
    linked(store, { near: 'to', far: 'from' }, { kind, id }),
  ]);
  return [...from, ...to];
}

interface Sides {
  readonly near: 'from' | 'to';
  readonly far: 'from' | 'to';
}

async function linked(
  store: Lists,
  { near, far }: Sides,
  { kind, id }: { readonly kind: KindName; readonly id: string },
): Promise<readonly Part[]> {
  const where = { and: [is(`${near}_kind`, kind), is(`${near}_id`, id)] };
  const fields = ['relation', `${far}_kind`, `${far}_id`];
  const query = { kind: 'record_links', where, fields, sort: [], limit: EVERY } as const;
  const groups = groupBy((await store.list(query)).items, (link) =>
    JSON.stringify([link['relation'], link[`${far}_kind`]]),
  );
  return [...groups.values()].flatMap((links) => {
    const [first] = links;
    const other = resolveKind(String(first?.[`${far}_kind`]));
    const ids = links.map((link) => String(link[`${far}_id`]));
    return other ? [linkPart(linkSeen(String(first?.['relation']), near), other, ids)] : [];
  });
}

const linkPart = (
  { name, direction }: ReturnType<typeof linkSeen>,
  kind: KindName,
  ids: readonly string[],
): Part => ({
  ...{ relation: name, direction, kind, with: [] },
  where: oneOf([kindOf(kind).primaryKey], ids),
  named: { source: `links to ${kind}`, ids, fields: [kindOf(kind).primaryKey] },
});

const is = (field: string, value: string): Comparison => ({ field, op: 'eq', value });

const oneOf = (fields: readonly string[], values: readonly string[]): Filter => ({
  or: fields.map((field) => ({ field, op: 'in' as const, value: values })),
});

/** The texts in some fields, those of lists one by one, each once. */
export const textsOf = (record: AnyRecord, fields: readonly string[]): readonly string[] => [
  ...new Set(
    fields
      .flatMap((field) => record[field] ?? [])
      .filter((value): value is string => typeof value === 'string' && value !== ''),
  ),
];
