import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import { didYouMean } from '#src/search/nearest-name';
import type { Store } from '#src/store/store';
import { idIn, lookUp } from '#src/transfer/lookup';
import { paced } from '#src/transfer/paced';

import { faultAt } from './check.ts';
import type { Compared } from './compare.ts';
import type { Removal } from './removals.ts';
import type { ImportFault } from './types.ts';
import { ends, foreignKeys, type Reference, type World } from './world.ts';

export interface Broken {
  /** Of records that name what is not there. */
  readonly dangling: readonly ImportFault[];
  /** Of records that name what is given, and cannot be imported. */
  readonly following: readonly ImportFault[];
  /** Removals and changes that would take away what a record that stays still names. */
  readonly needed: readonly Needed[];
}

export interface Needed {
  readonly target: Removal | Compared;
  readonly reason: string;
}

/** The references that would not hold once the import is done. */
export async function brokenReferences(store: Store, world: World): Promise<Broken> {
  const dangling: ImportFault[] = [...kindless(world)];
  const following: ImportFault[] = [];
  const needed: Needed[] = [];
  for await (const reference of paced([...foreignKeys(), ...ends()])) {
    const faulty = valuesOfFaulty(reference, world);
    for (const { given, whole } of await openIn(store, reference, world)) {
      const value = String(whole[reference.field]);
      const isFaulty = faulty.has(value);
      const reason = (isFaulty ? setAside : absent)(value, reference.target);
      (isFaulty ? following : dangling).push(faultAt(given, `/${reference.field}`, reason));
    }
    // What ends at a record goes with it; only a foreign key holds it back.
    if (!reference.when) needed.push(...(await neededBy(store, reference, world)));
  }
  return { dangling, following, needed };
}

const absent = (value: string, target: KindName): string =>
  `It names '${value}', which is neither in ${target} nor among what is given.`;
const setAside = (value: string, target: KindName): string =>
  `It names '${value}' of ${target}, which cannot be imported itself.`;

const valuesOfFaulty = ({ target, of }: Reference, { faulty }: World): ReadonlySet<unknown> =>
  new Set(faulty.filter(({ kind }) => kind === target).map(({ value }) => value[of]));

/** Ends at what is no kind. */
const kindless = (world: World): readonly ImportFault[] =>
  kindNames.flatMap((kind) =>
    (kindOf(kind).relations.ends ?? []).flatMap((end) =>
      world
        .ofKind(kind)
        .filter(({ whole }) => !(kindNames as readonly unknown[]).includes(whole[end.kind]))
        .map(({ given, whole }) => {
          const name = String(whole[end.kind]).slice(0, 60);
          const reason = `'${name}' is no kind of record.${didYouMean(name, kindNames)}`;
          return faultAt(given, `/${end.kind}`, reason);
        }),
    ),
  );

/** Records that name what will not be there. */
async function openIn(
  store: Store,
  { kind, field, target, of, when }: Reference,
  world: World,
): Promise<readonly Compared[]> {
  const naming = world
    .ofKind(kind)
    .filter(({ whole }) => isText(whole[field]) && (!when || whole[when.field] === when.is));
  if (naming.length === 0) return [];
  const held = new Set(world.ofKind(target).map(({ whole }) => whole[of]));
  const open = naming.filter(({ whole }) => !held.has(whole[field]));
  const values = open.map(({ whole }) => whole[field] as string);
  const stored = await lookUp(store, { kind: target, field: of, values, fields: [of] });
  const staying = new Set(
    stored.filter((record) => world.stays(target, record)).map((record) => record[of]),
  );
  return open.filter(({ whole }) => !staying.has(whole[field]));
}

async function neededBy(
  store: Store,
  reference: Reference,
  world: World,
): Promise<readonly Needed[]> {
  const { kind, field } = reference;
  const lost = lostValues(world, reference);
  const naming = await lookUp(store, { kind, field, values: [...lost.keys()], fields: [field] });
  return naming
    .filter((record) => world.stays(kind, record))
    .flatMap((record) => {
      const target = lost.get(String(record[field]));
      return target ? [{ target, reason: reasonOf(target, record, reference) }] : [];
    });
}

function reasonOf(
  target: Removal | Compared,
  record: AnyRecord,
  { kind, field, target: of }: Reference,
): string {
  const what = 'given' in target ? 'would change' : 'the files leave out';
  return `The ${kindOf(kind).label} '${idIn(kind, record)}' names '${String(record[field])}' of ${of} (${field}), which ${what}.`;
}

/** Values that a stored record has now, and no record will have. */
function lostValues(
  world: World,
  { target, of }: Reference,
): ReadonlyMap<string, Removal | Compared> {
  const held = new Set(world.ofKind(target).map(({ whole }) => whole[of]));
  const lost = new Map<string, Removal | Compared>();
  const lose = (value: unknown, owner: Removal | Compared): void => {
    if (isText(value) && !held.has(value)) lost.set(value, owner);
  };
  for (const removal of world.removed)
    if (removal.kind === target) lose(removal.record[of], removal);
  for (const record of world.ofKind(target))
    for (const { field, before } of record.changes) if (field === of) lose(before, record);
  return lost;
}

const isText = (value: unknown): value is string => typeof value === 'string';
