import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { relationsOf } from '#src/kinds/relations';
import type { Direction } from '#src/kinds/relations-names';
import { titleOf } from '#src/kinds/title';
import type { Records } from '#src/store/store';

import { findRecord } from './find-record.ts';
import { groupBy } from './group-by.ts';
import { itemFields, itemOf, type RecordItem } from './record-item.ts';
import { EVERY, linkParts, partOf, textsOf, type Part } from './related-parts.ts';
import { checkWanted, isWanted, type Wanted } from './related-wanted.ts';
import { parseSort } from './sort.ts';

export interface RelatedRequest extends Wanted {
  readonly kind: KindName;
  readonly id: string;
  /** Most items of each group. */
  readonly limit: number;
}

/** A related record; some relations tell more of it, such as a workflow's stages. */
export interface RelatedItem extends RecordItem {
  readonly related?: readonly RelatedGroup[];
}

/** The records of one kind that are related in one way, in the kind's own order. */
export interface RelatedGroup {
  /** What they are to the record that was asked about. */
  readonly relation: string;
  readonly direction: Direction;
  readonly kind: KindName;
  /** All of them; `items` may be fewer. */
  readonly total: number;
  readonly items: readonly RelatedItem[];
}

/** A reference or a link to something that is not there. */
export interface MissingRecord {
  readonly relation: string;
  /** Kinds in which it was looked for. */
  readonly kinds: readonly KindName[];
  readonly id: string;
}

export interface RelatedResponse {
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly groups: readonly RelatedGroup[];
  readonly missing: readonly MissingRecord[];
}

type Reads = Pick<Records, 'get' | 'list'>;

/**
 * What a record is related to: by references in either direction, over joining records, and by
 * links. Only groups that hold something are told. Codes: not_found, invalid_query (a relation
 * that is none).
 */
export async function relatedTo(store: Reads, request: RelatedRequest): Promise<RelatedResponse> {
  const { kind } = request;
  const stored = await findRecord(store, kind, request.id);
  const found = await partsOf(store, { kind, record: stored.record });
  checkWanted(request, found);
  const parts = found.filter((part) => isWanted(request, part));
  return {
    ...{ kind, id: stored.id, title: titleOf(kindOf(kind), stored.record) },
    groups: await groupsOf(store, parts, request.limit),
    missing: await missingOf(store, found, parts),
  };
}

interface Subject {
  readonly kind: KindName;
  readonly record: AnyRecord;
}

async function partsOf(store: Reads, { kind, record }: Subject): Promise<readonly Part[]> {
  const id = String(record[kindOf(kind).primaryKey]);
  const declared = relationsOf(kind).map((relation) => partOf(store, relation, record));
  const [parts, links] = await Promise.all([Promise.all(declared), linkParts(store, { kind, id })]);
  return [...parts.flatMap((part) => part ?? []), ...links];
}

async function groupsOf(
  store: Reads,
  parts: readonly Part[],
  limit: number,
): Promise<readonly RelatedGroup[]> {
  const alike = groupBy(parts, ({ relation, direction, kind }) =>
    [relation, direction, kind].join('\0'),
  );
  const groups = await Promise.all(
    [...alike.values()].map((group) => groupOf(store, group, limit)),
  );
  return groups.flatMap((group) => group ?? []);
}

async function groupOf(
  store: Reads,
  parts: readonly Part[],
  limit: number,
): Promise<RelatedGroup | undefined> {
  const [first] = parts;
  if (!first) return undefined;
  const kind = kindOf(first.kind);
  const told = [...new Set(parts.flatMap((part) => part.with))];
  const { items, total } = await store.list({
    kind: first.kind,
    where: { or: parts.map(({ where }) => where) },
    sort: parseSort(undefined, kind),
    limit,
    fields: itemFields(kind),
  });
  if (total === 0) return undefined;
  const more = (record: AnyRecord) => toldOf(store, { kind: first.kind, record }, { told, limit });
  const { relation, direction } = first;
  return {
    ...{ relation, direction, kind: first.kind, total },
    items: await Promise.all(
      items.map(async (record) => ({ ...itemOf(kind, record), ...(await more(record)) })),
    ),
  };
}

/** What a relation tells of a record that it leads to, which is by references of others only. */
async function toldOf(
  store: Reads,
  { kind, record }: Subject,
  { told, limit }: { readonly told: readonly string[]; readonly limit: number },
): Promise<Pick<RelatedItem, 'related'>> {
  if (told.length === 0) return {};
  const relations = relationsOf(kind).filter(({ name }) => told.includes(name));
  const parts = await Promise.all(
    relations.map((relation) => partOf(store, { ...relation, with: [] }, record)),
  );
  return {
    related: await groupsOf(
      store,
      parts.flatMap((part) => part ?? []),
      limit,
    ),
  };
}

/** What a wanted reference names is missing when none of the kinds that it may name has it, wanted or not. */
async function missingOf(
  store: Reads,
  found: readonly Part[],
  wanted: readonly Part[],
): Promise<readonly MissingRecord[]> {
  const asked = new Set(wanted.map(sourceOf));
  const naming = found.filter((part) => part.named && asked.has(sourceOf(part)));
  const sources = [...groupBy(naming, sourceOf).values()];
  return (await Promise.all(sources.map((same) => absentOf(store, same)))).flat();
}

const sourceOf = ({ relation, named }: Part): string => `${relation}\0${named?.source ?? ''}`;

async function absentOf(store: Reads, parts: readonly Part[]): Promise<readonly MissingRecord[]> {
  const present = new Set((await Promise.all(parts.map((part) => presentOf(store, part)))).flat());
  const ids = new Set(parts.flatMap(({ named }) => named?.ids ?? []));
  const relation = parts[0]?.relation ?? '';
  const kinds = parts.map(({ kind }) => kind);
  return [...ids].filter((id) => !present.has(id)).map((id) => ({ relation, kinds, id }));
}

async function presentOf(store: Reads, { kind, where, named }: Part): Promise<readonly string[]> {
  const fields = named?.fields ?? [];
  const { items } = await store.list({ kind, where, fields, sort: [], limit: EVERY });
  return items.flatMap((item) => textsOf(item, fields));
}
