import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Store } from '#src/store/store';
import { keyOf, idIn, pages } from '#src/transfer/lookup';
import { paced } from '#src/transfer/paced';

import { ownId, type Identified } from './identify.ts';
import type { ImportFault, ImportNote, ImportRequest } from './types.ts';

/** A stored record that no file names. */
export interface Removal {
  readonly kind: KindName;
  readonly id: string;
  readonly etag: string;
  readonly record: AnyRecord;
}

interface Given {
  readonly identified: readonly Identified[];
  /** A record at fault is given all the same: it must not be removed for its fault. */
  readonly faults: readonly ImportFault[];
}

export interface Removals {
  readonly removed: readonly Removal[];
  readonly warnings: readonly ImportNote[];
}

/**
 * In a replacement, the stored records of its kinds that are not among the given ones. Where nobody can
 * tell which record one that is set aside is, nothing of its kind is removed: it might be any of them.
 */
export async function removals(
  store: Store,
  request: ImportRequest,
  given: Given,
): Promise<Removals> {
  if (request.mode !== 'replace') return { removed: [], warnings: [] };
  const keys = keysOf(given);
  const removed: Removal[] = [];
  const warnings: ImportNote[] = [];
  for (const kind of replacedKinds(request)) {
    const ids = await strangers(store, kind, keys);
    const isPartial = request.quarantine === true && ids.length > 0;
    const doubt = isPartial ? given.faults.find((fault) => hides(fault, kind)) : undefined;
    if (doubt) warnings.push(withheld(doubt, kind, ids.length));
    else removed.push(...(await storedWith(store, kind, ids)));
  }
  return { removed, warnings };
}

const replacedKinds = ({ kinds, records }: ImportRequest): ReadonlySet<KindName> =>
  new Set(kinds ?? records.filter(({ aside }) => !aside).map(({ kind }) => kind));

function keysOf({ identified, faults }: Given): ReadonlySet<string> {
  const known = identified.flatMap(({ given, id }) =>
    id === undefined ? [] : [keyOf(given.kind, id)],
  );
  const faulty = faults.flatMap(({ given }) => {
    const id = given && ownId(given);
    return given && id !== undefined ? [keyOf(given.kind, id)] : [];
  });
  return new Set([...known, ...faulty]);
}

/** Whether a fault may be that of any record of the kind. */
const hides = ({ kind, given }: ImportFault, name: KindName): boolean =>
  given ? given.kind === name && ownId(given) === undefined : kind === undefined || kind === name;

const withheld = ({ source }: ImportFault, kind: KindName, count: number): ImportNote => ({
  source,
  kind,
  detail: `Nobody can tell which record this is, so that ${count} of ${kind} that no file names stay.`,
});

async function storedWith(
  store: Store,
  kind: KindName,
  ids: readonly string[],
): Promise<readonly Removal[]> {
  const found: Removal[] = [];
  for await (const id of paced(ids)) {
    const stored = await store.get(kind, id);
    if (stored) found.push({ kind, id, etag: stored.etag, record: stored.record });
  }
  return found;
}

async function strangers(
  store: Store,
  kind: KindName,
  given: ReadonlySet<string>,
): Promise<readonly string[]> {
  const ids: string[] = [];
  const fields = [kindOf(kind).primaryKey];
  for await (const page of pages(store, { kind, fields }))
    ids.push(...page.map((record) => idIn(kind, record)));
  return ids.filter((id) => !given.has(keyOf(kind, id)));
}
