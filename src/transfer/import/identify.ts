import { isDeepStrictEqual } from 'node:util';

import { kindOf, type KindName } from '#src/kinds/index';
import { derivedId } from '#src/kinds/ids';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import type { Store } from '#src/store/store';
import { byKind, idIn, keyOf, lookUp, lookUpSets } from '#src/transfer/lookup';
import { paced } from '#src/transfer/paced';

import { faultAt, type Candidate } from './check.ts';
import type { ImportFault, ImportMode, ImportNote, Place, PlacedRecord } from './types.ts';

/** A candidate whose record is known by its id, or that gets a new one when it is written. */
export interface Identified extends Candidate {
  readonly id?: string;
}

export interface Identification {
  readonly candidates: readonly Identified[];
  readonly faults: readonly ImportFault[];
  readonly warnings: readonly ImportNote[];
}

/**
 * Finds out which record each candidate is: by its id, by a set of fields that no two records share, by the
 * fields that its id is made of, or by the field that repeats the id. An id that comes twice is a fault.
 */
export async function identify(
  store: Store,
  candidates: readonly Candidate[],
  mode: ImportMode,
): Promise<Identification> {
  const stored = await storedIds(store, candidates);
  const taken = await takenIds(
    store,
    candidates.filter((each) => !stored.has(each)),
  );
  const identified: Identified[] = [];
  for await (const candidate of paced(candidates)) {
    const id =
      givenId(checkedOf(candidate)) ?? stored.get(candidate) ?? impliedId(candidate, taken);
    identified.push(id === undefined ? candidate : { ...candidate, id });
  }
  return withoutFaults(identified, mode);
}

type Named = Pick<PlacedRecord, 'kind' | 'value'>;

/** The id that a record gives, or that is made of what it gives. */
export const ownId = (given: Named): string | undefined =>
  givenId(given) ?? derivedId(kindOf(given.kind), given.value);

function givenId({ kind, value }: Named): string | undefined {
  const id = value[kindOf(kind).primaryKey];
  return typeof id === 'string' ? id : undefined;
}

/** What an id would be made of is another record's when that one was changed since it got it. */
function impliedId(candidate: Candidate, taken: ReadonlySet<string>): string | undefined {
  const { kind } = candidate.given;
  const derived = derivedId(kindOf(kind), candidate.value);
  if (derived === undefined) return copiedId(candidate);
  return taken.has(keyOf(kind, derived)) ? undefined : derived;
}

/** Derived ids of nameless candidates that stored records have. */
async function takenIds(
  store: Store,
  candidates: readonly Candidate[],
): Promise<ReadonlySet<string>> {
  const taken = new Set<string>();
  const nameless = candidates.filter((each) => givenId(checkedOf(each)) === undefined);
  for (const [kind, group] of byKind(nameless, ({ given }) => given.kind)) {
    const ids = group.flatMap(({ value }) => derivedId(kindOf(kind), value) ?? []);
    const field = kindOf(kind).primaryKey;
    for (const record of await lookUp(store, { kind, field, values: ids, fields: [field] }))
      taken.add(keyOf(kind, idIn(kind, record)));
  }
  return taken;
}

const checkedOf = ({ given: { kind }, value }: Candidate) => ({ kind, value });

/** `session_id` is the id unless it is given; so a session that gives it alone has it as its id. */
function copiedId({ given, value }: Candidate): string | undefined {
  const kind = kindOf(given.kind);
  const copies = Object.entries(kind.copies).filter(([, from]) => from === kind.primaryKey);
  return copies
    .map(([field]) => value[field])
    .find((id): id is string => typeof id === 'string' && isId(kind, id));
}

const isId = (kind: Kind, id: string): boolean =>
  kind.imported.safeParse({ [kind.primaryKey]: id }).success;

/** Ids of stored records that agree with a nameless candidate in a set of fields that no two records share. */
async function storedIds(
  store: Store,
  candidates: readonly Candidate[],
): Promise<ReadonlyMap<Candidate, string>> {
  const nameless = candidates.filter((candidate) => givenId(checkedOf(candidate)) === undefined);
  const found = new Map<Candidate, string>();
  for (const [name, group] of byKind(nameless, ({ given }) => given.kind))
    for (const fields of kindOf(name).unique)
      for (const [candidate, id] of await matches(store, { name, group, fields }))
        found.set(candidate, id);
  return found;
}

async function matches(
  store: Store,
  {
    name,
    group,
    fields,
  }: { name: KindName; group: readonly Candidate[]; fields: readonly string[] },
): Promise<readonly (readonly [Candidate, string])[]> {
  const samples = group.flatMap((candidate) => {
    const sample = sampleOf(candidate.value, fields);
    return sample ? [{ candidate, sample }] : [];
  });
  const records = await lookUpSets(store, {
    kind: name,
    samples: samples.map(({ sample }) => sample),
  });
  const ids = new Map(records.map((record) => [setKey(record, fields), idIn(name, record)]));
  return samples.flatMap(({ candidate, sample }) => {
    const id = ids.get(setKey(sample, fields));
    return id === undefined ? [] : [[candidate, id] as const];
  });
}

/** The fields of a set, when all of them are given: NULLs never collide. */
export function sampleOf(record: AnyRecord, fields: readonly string[]): AnyRecord | undefined {
  const isWhole = fields.every((field) => record[field] !== undefined && record[field] !== null);
  return isWhole ? Object.fromEntries(fields.map((field) => [field, record[field]])) : undefined;
}

export const setKey = (record: AnyRecord, fields: readonly string[]): string =>
  JSON.stringify(fields.map((field) => record[field]));

async function withoutFaults(
  identified: readonly Identified[],
  mode: ImportMode,
): Promise<Identification> {
  const first = new Map<string, Identified>();
  const candidates: Identified[] = [];
  const faults: ImportFault[] = [];
  const warnings: ImportNote[] = [];
  // What came nested goes last: the record itself, where it is given too, says more.
  const inOrder = [...identified].sort((a, b) => rank(a) - rank(b));
  for await (const candidate of paced(inOrder)) {
    const key = candidate.id === undefined ? undefined : keyOf(candidate.given.kind, candidate.id);
    const earlier = key === undefined ? undefined : first.get(key);
    const reason = reasonAgainst(candidate, { earlier: earlier?.given.source, mode });
    if (reason !== undefined) faults.push(faultAt(candidate.given, '', reason));
    else if (!earlier) candidates.push(candidate);
    else if (saysOtherwise(candidate, earlier)) warnings.push(passedOver(candidate, earlier));
    if (key !== undefined && !earlier) first.set(key, candidate);
  }
  return { candidates, faults, warnings };
}

const saysOtherwise = ({ value }: Identified, earlier: Identified): boolean =>
  Object.keys(value).some((field) => !isDeepStrictEqual(value[field], earlier.value[field]));

const passedOver = (
  { given, id = '' }: Identified,
  { given: { source } }: Identified,
): ImportNote => ({
  source: given.source,
  kind: given.kind,
  id,
  detail: `The ${kindOf(given.kind).label} '${id}' stands at ${source.file} ${source.pointer} too, with another content, which is taken.`,
});

const rank = ({ given }: Candidate): number => (given.aside ? 1 : 0);

function reasonAgainst(
  { given, id }: Identified,
  { earlier, mode }: { readonly earlier: Place | undefined; readonly mode: ImportMode },
): string | undefined {
  const { label, primaryKey, id: format } = kindOf(given.kind);
  if (id === undefined)
    return mode === 'replace' || format.style === 'given'
      ? `It has no ${primaryKey}${mode === 'replace' ? ', which a replacement needs to tell what is new' : ''}.`
      : undefined;
  if (!earlier || given.aside) return undefined;
  return `The ${label} '${id}' is given twice: at ${earlier.file} ${earlier.pointer} too.`;
}
