import { isDeepStrictEqual } from 'node:util';

import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import type { Store } from '#src/store/store';
import { byKind, idIn, lookUp } from '#src/transfer/lookup';
import { paced } from '#src/transfer/paced';

import { faultAt, withExtra } from './check.ts';
import type { Identified } from './identify.ts';
import type { FieldChange, ImportFault, ImportMode } from './types.ts';

/** A candidate with the record that it would become. */
export interface Compared extends Identified {
  /** The whole record, but for what the service fills in when it is new. */
  readonly whole: AnyRecord;
  /** The stored record; absent when it would be added. */
  readonly before?: AnyRecord;
  /** Of the stored record, when it would be changed. */
  readonly etag?: string;
  /** Empty when it would be added, or left as it is. */
  readonly changes: readonly FieldChange[];
}

export interface Comparison {
  readonly records: readonly Compared[];
  readonly faults: readonly ImportFault[];
}

/** Puts every candidate beside the stored record of its id. A new one needs its required fields. */
export async function compare(
  store: Store,
  candidates: readonly Identified[],
  mode: ImportMode,
): Promise<Comparison> {
  const records: Compared[] = [];
  for (const [name, group] of byKind(candidates, ({ given }) => given.kind)) {
    const present = await storedById(store, name, group);
    for await (const candidate of paced(group)) {
      const before = candidate.id === undefined ? undefined : present.get(candidate.id);
      const beside = before && besideStored(candidate, before, mode);
      records.push(await withEtag(store, beside ?? asNew(candidate), mode));
    }
  }
  const faults = records.filter(({ before }) => !before).flatMap(missingFields);
  const faulty = new Set(faults.map(({ given }) => given));
  return { records: records.filter(({ given }) => !faulty.has(given)), faults };
}

async function storedById(
  store: Store,
  name: KindName,
  group: readonly Identified[],
): Promise<ReadonlyMap<string, AnyRecord>> {
  const values = group.flatMap(({ id }) => (id === undefined ? [] : [id]));
  const found = await lookUp(store, { kind: name, field: kindOf(name).primaryKey, values });
  return new Map(found.map((record) => [idIn(name, record), record]));
}

function besideStored(candidate: Identified, before: AnyRecord, mode: ImportMode): Compared {
  const kind = kindOf(candidate.given.kind);
  const whole = AFTER[mode](kind, before, candidate);
  return { ...candidate, whole, before, changes: changesBetween(kind, before, whole) };
}

/** Only what changes is read again, with its etag; it may have changed in between, or be gone. */
async function withEtag(store: Store, compared: Compared, mode: ImportMode): Promise<Compared> {
  const { given, id, changes } = compared;
  if (id === undefined || changes.length === 0) return compared;
  const stored = await store.get(given.kind, id);
  if (!stored) return asNew(compared);
  return { ...besideStored(compared, stored.record, mode), etag: stored.etag };
}

function asNew({ given, value, extra, id }: Identified): Compared {
  const kind = kindOf(given.kind);
  const identified = id === undefined ? value : { ...value, [kind.primaryKey]: id };
  const copies = Object.entries(kind.copies).flatMap(([field, from]) =>
    identified[field] === undefined && identified[from] !== undefined
      ? [[field, identified[from]] as const]
      : [],
  );
  const whole = withExtra({ ...identified, ...Object.fromEntries(copies) }, extra);
  return {
    ...{ given, value, whole, changes: [] },
    ...(extra && { extra }),
    ...(id !== undefined && { id }),
  };
}

/** What a stored record becomes. */
const AFTER: Readonly<
  Record<ImportMode, (kind: Kind, stored: AnyRecord, given: Identified) => AnyRecord>
> = {
  merge: (_, stored, { value, extra }) => withExtra({ ...stored, ...value }, extra),
  replace: (kind, stored, { value, extra, id }) =>
    withExtra(
      Object.fromEntries(
        Object.values(kind.fields).map((field) => {
          if (field.primaryKey) return [field.name, id];
          if (value[field.name] !== undefined) return [field.name, value[field.name]];
          // As a PUT does: what the service filled in when the record was made stays.
          const stays = field.generated || field.name in kind.copies;
          return [field.name, stays ? stored[field.name] : (field.default ?? null)];
        }),
      ),
      extra,
    ),
};

const changesBetween = (kind: Kind, before: AnyRecord, after: AnyRecord): readonly FieldChange[] =>
  Object.keys(kind.fields)
    .map((field) => ({ field, before: before[field] ?? null, after: after[field] ?? null }))
    .filter((change) => !isDeepStrictEqual(change.before, change.after));

function missingFields({ given, whole }: Compared): readonly ImportFault[] {
  return Object.values(kindOf(given.kind).fields)
    .filter(
      ({ name, required, primaryKey }) => required && !primaryKey && whole[name] === undefined,
    )
    .map(({ name }) => faultAt(given, `/${name}`, 'It is required in a record that is new.'));
}
