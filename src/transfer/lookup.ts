import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Filter, Keyset, ListPage, Store } from '#src/store/store';

import { paced } from './paced.ts';

/** Values asked for at a time: each is a bound parameter of one statement. */
const GROUP = 500;
const PAGE = 500;

type Reader = Pick<Store, 'list'>;

export interface Wanted {
  readonly kind: KindName;
  readonly field: string;
  readonly values: readonly string[];
  /** Something else that must hold. */
  readonly and?: Filter;
  /** Only these fields of the records, and their primary keys; all when absent. */
  readonly fields?: readonly string[];
}

/** The stored records whose field has one of the values. */
export async function lookUp(store: Reader, wanted: Wanted): Promise<readonly AnyRecord[]> {
  const { kind, field, values, fields, and } = wanted;
  const found: AnyRecord[] = [];
  for await (const group of paced(groupsOf([...new Set(values)]))) {
    const among: Filter = { field, op: 'in', value: group };
    const where = and ? { and: [among, and] } : among;
    for await (const page of pages(store, { kind, where, ...(fields && { fields }) }))
      found.push(...page);
  }
  return found;
}

/** The stored records that agree with one of the samples in all of the fields. */
export async function lookUpSets(
  store: Reader,
  { kind, samples }: { readonly kind: KindName; readonly samples: readonly AnyRecord[] },
): Promise<readonly AnyRecord[]> {
  const found: AnyRecord[] = [];
  for await (const group of paced(groupsOf(samples, GROUP / 5))) {
    const where: Filter = { or: group.map(agreesWith) };
    for await (const page of pages(store, { kind, where })) found.push(...page);
  }
  return found;
}

const agreesWith = (sample: AnyRecord): Filter => ({
  and: Object.entries(sample).map(([field, value]) => ({
    field,
    op: 'eq' as const,
    value: value as string,
  })),
});

interface Listing {
  readonly kind: KindName;
  readonly where?: Filter;
  readonly fields?: readonly string[];
}

/** All records that match, page by page in the order of their ids. */
export async function* pages(
  store: Reader,
  listing: Listing,
): AsyncGenerator<readonly AnyRecord[]> {
  let after: Keyset | undefined;
  do {
    const page: ListPage = await store.list({
      ...listing,
      sort: [],
      limit: PAGE,
      ...(after && { after }),
    });
    yield page.items;
    after = page.next;
  } while (after);
}

function* groupsOf<T>(values: readonly T[], size = GROUP): Generator<readonly T[]> {
  for (let start = 0; start < values.length; start += size) yield values.slice(start, start + size);
}

/** A record's identity as one text. */
export const keyOf = (kind: string, id: string): string => `${kind} ${id}`;

export const idIn = (kind: KindName, record: AnyRecord): string =>
  String(record[kindOf(kind).primaryKey]);

/** Items in groups of the same kind, in order. */
export function byKind<T>(
  items: readonly T[],
  kindIn: (item: T) => KindName,
): ReadonlyMap<KindName, readonly T[]> {
  const groups = new Map<KindName, T[]>();
  for (const item of items) {
    const kind = kindIn(item);
    const group = groups.get(kind);
    if (group) group.push(item);
    else groups.set(kind, [item]);
  }
  return groups;
}
