import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { pointerToken } from '#src/search/json-pointer';
import { kindOfFile, kindsOfKey, listKeys } from '#src/transfer/file-names';

import type { SourceReading } from './format-types.ts';
import type { ImportFault, ImportNote, Place, PlacedRecord } from './types.ts';
import { unnest } from './nested.ts';
import { isQuarantine, kindSetAside, type Quarantine } from './quarantine.ts';

/** Parsed files by their names, or lists by the names of their kinds. */
export type Bundle = Readonly<Record<string, unknown>>;

export interface BundleReading extends SourceReading {
  /** The kinds that the bundle has a list of, be it empty. */
  readonly kinds: readonly KindName[];
}

/**
 * Finds the records in this program's own files: lists of a kind, and what an import has set aside.
 * `kind` is that of every list, whatever its file is called. Pure; what cannot be read is among the faults.
 */
export function readBundle(bundle: Bundle, kind?: KindName): BundleReading {
  const reading = readAll(
    Object.entries(bundle).map(([file, value]) => readFile(file, value, kind)),
  );
  return { ...reading, kinds: [...new Set(reading.kinds)] };
}

const NOTHING: BundleReading = { records: [], faults: [], warnings: [], kinds: [] };

function readFile(file: string, value: unknown, named: KindName | undefined): BundleReading {
  if (isQuarantine(value)) return readQuarantine(file, value);
  const kind = named ?? kindOfFile(file);
  return kind === undefined
    ? readUnnamed(file, value)
    : readList(kind, value, { file, pointer: '' });
}

/** A file whose name means no kind: each of its keys has to. */
function readUnnamed(file: string, value: unknown): BundleReading {
  const lists = isObject(value) ? Object.entries(value) : [];
  const known = lists.filter(([key]) => kindsOfKey(key).length > 0);
  if (known.length === 0) return unreadable({ file, pointer: '' }, NAMELESS);
  const parts = known.map(([key, list]): BundleReading => {
    const place = { file, pointer: `/${pointerToken(key)}` };
    const [kind, ...others] = kindsOfKey(key);
    if (kind === undefined || others.length > 0) return unreadable(place, ambiguous(key));
    return readList(kind, list, place);
  });
  const ignored = lists.filter((entry) => !known.includes(entry)).map(([key]) => key);
  return readAll([...parts, { ...NOTHING, warnings: notRead(ignored, { file, pointer: '' }) }]);
}

const NAMELESS =
  'Neither its name nor its keys mean a kind of record: say which it is (kind), call it like WORKSPACE-TASKS.json, or put its list under the name of its kind.';

const ambiguous = (key: string): string =>
  `'${key}' may mean ${kindsOfKey(key).join(' or ')}: call it so, or give the file its kind's name (${kindsOfKey(
    key,
  )
    .map((kind) => kindOf(kind).file.name)
    .join(' or ')}).`;

/** Replaces no kind: what was not set aside is not here, and stays. */
function readQuarantine(file: string, items: Quarantine): BundleReading {
  const parts = items.map((item, at): BundleReading => {
    const place = { file, pointer: `/${at}` };
    const kind = kindSetAside(item);
    if (kind === undefined) return unreadable(place, KINDLESS);
    const source = { file, pointer: `/${at}/record` };
    return readOne({ kind, key: at, item: item['record'], source });
  });
  return { ...readAll(parts), kinds: [] };
}

const KINDLESS = "This was set aside without a kind: give it one ('kind'), and a record of it.";

const readAll = (parts: readonly BundleReading[]): BundleReading => ({
  records: parts.flatMap(({ records }) => records),
  faults: parts.flatMap(({ faults }) => faults),
  warnings: parts.flatMap(({ warnings }) => warnings),
  kinds: parts.flatMap(({ kinds }) => kinds),
});

/** An array, an object with the array under a usual key, or an object keyed by id (resolved question 8). */
function readList(kind: KindName, value: unknown, place: Place): BundleReading {
  if (Array.isArray(value)) return readItems(kind, itemsOf(value), place);
  if (!isObject(value)) return unreadable(place, noList(kind));
  const key = listKeys(kind).find((name) => isList(value[name]));
  if (key !== undefined) {
    const inner = { ...place, pointer: `${place.pointer}/${pointerToken(key)}` };
    const others = Object.keys(value).filter((name) => name !== key);
    const reading = readItems(kind, itemsOf(value[key]), inner);
    return { ...reading, warnings: [...reading.warnings, ...notRead(others, place)] };
  }
  // `{}` names no list: a replacement must not take it for "there are none".
  const isKeyed = isList(value) && Object.keys(value).length > 0;
  return isKeyed ? readItems(kind, itemsOf(value), place) : unreadable(place, noList(kind));
}

const isObject = (value: unknown): value is AnyRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A list in either form. An object of objects under a list's name is no record of that id. */
const isList = (value: unknown): boolean =>
  Array.isArray(value) || (isObject(value) && Object.values(value).every(isObject));

const itemsOf = (list: unknown): Iterable<readonly [number | string, unknown]> =>
  Array.isArray(list) ? list.entries() : Object.entries(list as AnyRecord);

const noList = (kind: KindName): string =>
  `No list of ${kind} is here: write an array, {"${kindOf(kind).file.key}": [...]}, or an object keyed by ${kindOf(kind).primaryKey}.`;

const unreadable = (source: Place, reason: string): BundleReading => ({
  ...NOTHING,
  faults: [{ source, reason }],
});

const notRead = (keys: readonly string[], { file, pointer }: Place): readonly ImportNote[] =>
  keys.map((key) => ({
    source: { file, pointer: `${pointer}/${pointerToken(key)}` },
    detail: `'${key.slice(0, 60)}' is no list of records, and is not read.`,
  }));

/** Items by their position, or by their id. */
function readItems(
  kind: KindName,
  items: Iterable<readonly [number | string, unknown]>,
  { file, pointer }: Place,
): BundleReading {
  const parts = [...items].map(([key, item]) => {
    const source = { file, pointer: `${pointer}/${pointerToken(String(key))}` };
    return readOne({ kind, key, item, source });
  });
  return { ...readAll(parts), kinds: [kind] };
}

function readOne(item: Item): BundleReading {
  const read = readItem(item);
  return 'reason' in read ? { ...NOTHING, faults: [read] } : { ...NOTHING, ...unnest(read) };
}

interface Item {
  readonly kind: KindName;
  /** Its position in a list, or its id. */
  readonly key: number | string;
  readonly item: unknown;
  readonly source: Place;
}

function readItem({ kind, key, item, source }: Item): PlacedRecord | ImportFault {
  const { primaryKey, label } = kindOf(kind);
  if (!isObject(item))
    return { source, kind, reason: `A ${label} is an object here.`, record: item };
  if (typeof key === 'number') return { kind, value: item, source };
  const id = item[primaryKey] ?? key;
  if (id !== key) {
    const reason = `It stands under '${key}', and has the ${primaryKey} ${JSON.stringify(id)}.`;
    return { source, kind, reason, record: item };
  }
  return { kind, value: { ...item, [primaryKey]: id }, source };
}
