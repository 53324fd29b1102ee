import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Store } from '#src/store/store';
import { byKind, idIn, keyOf, lookUpSets } from '#src/transfer/lookup';
import { paced } from '#src/transfer/paced';

import { faultAt } from './check.ts';
import type { Compared } from './compare.ts';
import { sampleOf, setKey } from './identify.ts';
import type { ImportFault } from './types.ts';

/** Faults of records that agree with another one in fields in which no two records may. `removed` are going to be gone. */
export async function uniqueFaults(
  store: Store,
  records: readonly Compared[],
  removed: ReadonlySet<string>,
): Promise<readonly ImportFault[]> {
  const faults: ImportFault[] = [];
  for (const [name, group] of byKind(records, ({ given }) => given.kind))
    for (const fields of kindOf(name).unique)
      faults.push(...(await faultsInSet(store, { name, group, fields, removed })));
  return faults;
}

interface UniqueSet {
  readonly name: KindName;
  readonly group: readonly Compared[];
  readonly fields: readonly string[];
  readonly removed: ReadonlySet<string>;
}

async function faultsInSet(store: Store, set: UniqueSet): Promise<readonly ImportFault[]> {
  const owners = await storedOwners(store, set);
  const first = new Map<string, Compared>();
  const faults: ImportFault[] = [];
  for await (const record of paced(set.group)) {
    const sample = sampleOf(record.whole, set.fields);
    if (!sample) continue;
    const key = setKey(sample, set.fields);
    const earlier = first.get(key);
    const owner = owners.get(key);
    if (earlier) faults.push(taken(record, set.fields, placeOf(earlier)));
    else if (owner !== undefined) faults.push(taken(record, set.fields, `the stored '${owner}'`));
    else first.set(key, record);
  }
  return faults;
}

const placeOf = ({ given: { source } }: Compared): string => `${source.file} ${source.pointer}`;

const taken = ({ given, whole }: Compared, fields: readonly string[], by: string): ImportFault =>
  faultAt(
    given,
    fields.length === 1 ? `/${fields.join('')}` : '',
    `Its ${fields.join(', ')} (${fields.map((field) => String(whole[field])).join(', ')}) is that of ${by} too.`,
  );

/** Stored records with such fields that stay and are not written by this import. */
async function storedOwners(
  store: Store,
  { name, group, fields, removed }: UniqueSet,
): Promise<ReadonlyMap<string, string>> {
  const written = new Set(group.map(({ id }) => id));
  const samples = group
    .filter(({ before, whole }) => !before || !agrees(before, whole, fields))
    .map(({ whole }) => sampleOf(whole, fields))
    .filter((sample) => sample !== undefined);
  const found = await lookUpSets(store, { kind: name, samples });
  return new Map(
    found
      .map((record) => [setKey(record, fields), idIn(name, record)] as const)
      .filter(([, id]) => !written.has(id) && !removed.has(keyOf(name, id))),
  );
}

const agrees = (a: AnyRecord, b: AnyRecord, fields: readonly string[]): boolean =>
  setKey(a, fields) === setKey(b, fields);
