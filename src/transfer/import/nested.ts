import { createHash } from 'node:crypto';

import type { NestedRecords } from '#src/kinds/files';
import { kindOf, resolveKind, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { pointerToken } from '#src/search/json-pointer';

import type { ImportNote, Place, PlacedRecord } from './types.ts';

/** A record without what was nested in it, and that as records of their own. */
export interface Unnested {
  readonly records: readonly PlacedRecord[];
  readonly warnings: readonly ImportNote[];
}

/** Takes the lists out of a record that older files keep inside it, as its kind says (`nested`). */
export function unnest(outer: PlacedRecord): Unnested {
  const kind = kindOf(outer.kind);
  const lists = (kind.nested ?? []).flatMap((spec) =>
    spec.under.flatMap((name) => listIn(kind, outer, { spec, name })),
  );
  if (lists.length === 0) return { records: [outer], warnings: [] };
  const unplaced = lists.flatMap((list) => unplacedIn(list));
  return {
    records: [withoutLists(outer, lists, unplaced), ...lists.flatMap((list) => childrenIn(list))],
    warnings: unplaced.map(({ source, name }) => ({
      source,
      kind: outer.kind,
      detail: `This is no record, and no id of one; it is kept in the metadata under '${name}'.`,
    })),
  };
}

interface List {
  readonly outer: PlacedRecord;
  readonly spec: NestedRecords;
  readonly name: string;
  readonly items: readonly unknown[];
}

function listIn(
  kind: Kind,
  outer: PlacedRecord,
  { spec, name }: Pick<List, 'spec' | 'name'>,
): readonly List[] {
  const items = outer.value[name];
  const isNested = Array.isArray(items) && !Object.hasOwn(kind.fields, name);
  return isNested ? [{ outer, spec, name, items: items as readonly unknown[] }] : [];
}

interface Unplaced {
  readonly source: Place;
  readonly name: string;
  readonly item: unknown;
}

const unplacedIn = (list: List): readonly Unplaced[] =>
  list.items.flatMap((item, index) =>
    valueOf(list.spec, item) ? [] : [{ source: placeOf(list, index), name: list.name, item }],
  );

const placeOf = ({ outer, name }: List, index: number): Place => ({
  file: outer.source.file,
  pointer: `${outer.source.pointer}/${pointerToken(name)}/${index}`,
});

function withoutLists(
  outer: PlacedRecord,
  lists: readonly List[],
  unplaced: readonly Unplaced[],
): PlacedRecord {
  const names = new Set(lists.map(({ name }) => name));
  const rest = Object.fromEntries(Object.entries(outer.value).filter(([name]) => !names.has(name)));
  if (unplaced.length === 0) return { ...outer, value: rest };
  const extra: Record<string, unknown[]> = {};
  for (const { name, item } of unplaced) extra[name] = [...(extra[name] ?? []), item];
  return { ...outer, value: rest, extra };
}

function childrenIn(list: List): readonly PlacedRecord[] {
  const seen = new Map<string, number>();
  return list.items.flatMap((item, index) => {
    const value = valueOf(list.spec, item);
    if (!value) return [];
    const text = JSON.stringify(item);
    const nth = (seen.get(text) ?? 0) + 1;
    seen.set(text, nth);
    return recordsOf(list, { item, value, source: placeOf(list, index), mark: `${text} ${nth}` });
  });
}

/** The fields of a nested item by itself; undefined when it is no such record. */
function valueOf(spec: NestedRecords, item: unknown): AnyRecord | undefined {
  if (typeof item === 'string') {
    if (spec.ofText) return { ...spec.ofText.others, [spec.ofText.field]: item };
    return spec.reference !== undefined && isId(item) ? { [spec.reference]: item } : undefined;
  }
  if (!isObject(item)) return undefined;
  if (spec.reference === undefined || typeof item[spec.reference] === 'string') return item;
  const id = item[targetOf(spec).primaryKey];
  return typeof id === 'string' ? { [spec.reference]: id } : undefined;
}

const isObject = (value: unknown): value is AnyRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Ids have no spaces; prose that is no id has. */
const isId = (text: string): boolean => /^\S+$/.test(text);

/** The kind of the record that a nested one names. */
function targetOf({ kind, reference = '' }: NestedRecords): Kind {
  const target = kindOf(kindNamed(kind)).fields[reference]?.references?.kind;
  return kindOf(kindNamed(target ?? ''));
}

function kindNamed(name: string): KindName {
  const kind = resolveKind(name);
  if (kind === undefined) throw new TypeError(`The registry has no kind '${name}'.`);
  return kind;
}

interface Child {
  readonly item: unknown;
  readonly value: AnyRecord;
  readonly source: Place;
  /** Tells it from the others of its list. */
  readonly mark: string;
}

/** The nested record, and the record that it names when that stands there in full. */
function recordsOf({ outer, spec }: List, { item, value, source, mark }: Child) {
  const kind = kindOf(kindNamed(spec.kind));
  const inherited = Object.entries(spec.inherits)
    .map(([field, from]) => [field, outerValue(outer, from)] as const)
    .filter(([, given]) => given !== undefined);
  const id = stableId(kind, [outer.kind, outerKey(outer), spec.kind, mark]);
  const child: PlacedRecord = {
    kind: kindNamed(spec.kind),
    value: { [kind.primaryKey]: id, ...Object.fromEntries(inherited), ...value },
    source,
    aside: true,
  };
  return [...namedInFull(spec, item, source), child];
}

/** A record that a link holds in place of an id. */
function namedInFull(spec: NestedRecords, item: unknown, source: Place): readonly PlacedRecord[] {
  if (spec.reference === undefined || !isObject(item)) return [];
  if (typeof item[spec.reference] === 'string' || Object.keys(item).length < 2) return [];
  return [{ kind: kindNamed(targetOf(spec).name), value: item, source, aside: true }];
}

/** A field of the record around, or what it copies when it is not given. */
function outerValue({ kind, value }: PlacedRecord, field: string): unknown {
  return value[field] ?? value[kindOf(kind).copies[field] ?? field];
}

const outerKey = (outer: PlacedRecord): unknown =>
  outerValue(outer, kindOf(outer.kind).primaryKey) ?? outer.value[kindOf(outer.kind).title];

/** The same for the same file, so that importing it again changes nothing. */
function stableId(kind: Kind, parts: readonly unknown[]): string {
  const digest = createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
  return ('prefix' in kind.id ? kind.id.prefix : '') + digest;
}
