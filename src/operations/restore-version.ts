import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import type { Records, Version, WriteOperation } from '#src/store/store';

type Put = Extract<WriteOperation, { op: 'put' }>;

/** How a version comes back as a new one. */
export interface Restoring {
  /** The record, which was checked or not: the caller hands it to its kind's schema. */
  readonly put: Put;
  /** Tags and links that went with a deleted record, as far as what is at their other end still exists. */
  readonly attached: readonly Put[];
}

/**
 * What writes a version back. Fields that the service renews by itself go on from where they are,
 * so that nobody's older copy passes for the current one; fields that the kind no longer has are left out.
 */
export async function restoring(
  store: Pick<Records, 'get'>,
  version: Version,
  last: AnyRecord,
): Promise<Restoring> {
  const { kind, id, current, taken } = version;
  const known = knownFields(kindOf(kind), version.record);
  const value = { ...known, ...renewedAfter(kindOf(kind), current ? undefined : last) };
  const put = { op: 'put', kind, id, value } as const;
  if (current) return { put, attached: [] };
  const attached = await Promise.all(taken.map((item) => attachedPut(store, version, item)));
  return { put: { ...put, ifAbsent: true }, attached: attached.flatMap((found) => found ?? []) };
}

function knownFields(kind: Kind, record: AnyRecord): AnyRecord {
  const kept = Object.keys(kind.fields).filter((name) => !(name in kind.renews) && name in record);
  return Object.fromEntries(kept.map((name) => [name, record[name]]));
}

/** A record that is made again counts on from its last version; one that is there is renewed by the store. */
function renewedAfter(kind: Kind, last: AnyRecord | undefined): AnyRecord {
  if (!last) return {};
  const counting = Object.keys(kind.renews).filter((name) => kind.renews[name] === 'increment');
  return Object.fromEntries(counting.map((name) => [name, Number(last[name]) + 1]));
}

async function attachedPut(
  store: Pick<Records, 'get'>,
  { kind, id }: Version,
  taken: Version['taken'][number],
): Promise<Put | undefined> {
  const { primaryKey, relations } = kindOf(taken.kind);
  const own = String(taken.record[primaryKey]);
  if (await store.get(taken.kind, own)) return undefined;
  for (const end of relations.ends ?? []) {
    const at = { kind: taken.record[end.kind] as KindName, id: String(taken.record[end.id]) };
    const isRestored = at.kind === kind && at.id === id;
    if (!isRestored && !(await store.get(at.kind, at.id))) return undefined;
  }
  return { op: 'put', kind: taken.kind, id: own, value: taken.record };
}
