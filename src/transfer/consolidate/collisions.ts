import { isDeepStrictEqual } from 'node:util';

import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import { tupleKey, withDefaults, type Target } from './target.ts';
import type { Conflict, MappedRow, OnConflict } from './types.ts';

/** What is to be done with a row. */
export interface Decision {
  readonly row: MappedRow;
  readonly outcome: 'added' | 'left' | 'replaced' | 'skipped' | 'conflict';
  /** Of a row that replaces: the fields to be written over what stands under its id, if anything does. */
  readonly over?: AnyRecord;
  /** The whole record as it would be then. */
  readonly whole?: AnyRecord;
  /** Records under other ids that have to make room for it. */
  readonly removes?: readonly string[];
}

export interface Settlement {
  readonly decisions: readonly Decision[];
  readonly conflicts: readonly Conflict[];
}

/** A record in the target, or one that an earlier row of this source is to become. */
interface Holder {
  readonly id: string;
  readonly record: AnyRecord;
  readonly isStored: boolean;
  /** Position of that row's decision. */
  readonly decision?: number;
}

/** Finds what a kind's rows collide with, in the target and among themselves, and decides each case. */
export async function settleKind(
  rows: readonly MappedRow[],
  {
    kind,
    target,
    onConflict,
  }: {
    readonly kind: KindName;
    readonly target: Target;
    readonly onConflict: OnConflict;
  },
): Promise<Settlement> {
  const holders = await holdersOf(rows, kind, target);
  const decisions: Decision[] = [];
  const conflicts: Conflict[] = [];
  for (const row of rows) {
    const rivals = holders.of(row.record);
    const differing = differingFields(row, rivals);
    const outcome = outcomeOf(rivals, differing, onConflict);
    if (differing.length > 0) conflicts.push(conflictOf(row, { rivals, differing, onConflict }));
    const decision = outcome === 'replaced' ? replacing(row, rivals, decisions) : { row, outcome };
    const { whole = row.record }: Decision = decision;
    if (outcome === 'replaced') holders.drop(rivals);
    if (outcome === 'added' || outcome === 'replaced')
      holders.put({
        id: row.id,
        record: withDefaults(kind, whole),
        isStored: rivals.some(({ id, isStored }) => isStored && id === row.id),
        decision: decisions.length,
      });
    decisions.push(decision);
  }
  return { decisions, conflicts };
}

const RESOLUTIONS = {
  fail: { outcome: 'conflict', resolution: 'failed' },
  skip: { outcome: 'skipped', resolution: 'skipped' },
  replace: { outcome: 'replaced', resolution: 'replaced' },
} as const satisfies Readonly<
  Record<
    OnConflict,
    { readonly outcome: Decision['outcome']; readonly resolution: Conflict['resolution'] }
  >
>;

function outcomeOf(
  rivals: readonly Holder[],
  differing: readonly string[],
  onConflict: OnConflict,
): Decision['outcome'] {
  if (rivals.length === 0) return 'added';
  return differing.length === 0 ? 'left' : RESOLUTIONS[onConflict].outcome;
}

/** Fields of the row that no rival has alike. Of what the source does not speak, it says nothing. */
const differingFields = ({ record }: MappedRow, rivals: readonly Holder[]): readonly string[] => [
  ...new Set(
    rivals.flatMap((rival) =>
      Object.keys(record).filter(
        (field) => !isDeepStrictEqual(record[field], rival.record[field] ?? null),
      ),
    ),
  ),
];

interface Case {
  readonly rivals: readonly Holder[];
  readonly differing: readonly string[];
  readonly onConflict: OnConflict;
}

function conflictOf(row: MappedRow, { rivals, differing, onConflict }: Case): Conflict {
  const { record: _, ...place } = row;
  const [rival] = rivals;
  const { resolution } = RESOLUTIONS[onConflict];
  return { ...place, with: rival?.id ?? row.id, fields: differing, resolution };
}

/** The row over what stands under its id; what the source does not speak of stays. Rows of the same source give way. */
function replacing(row: MappedRow, rivals: readonly Holder[], decisions: Decision[]): Decision {
  const same = rivals.find(({ id }) => id === row.id);
  const others = rivals.filter(({ id, isStored }) => isStored && id !== row.id);
  const removes = others.map(({ id }) => id);
  let over = row.record;
  for (const rival of rivals) {
    const { decision } = rival;
    const earlier = decision === undefined ? undefined : decisions[decision];
    if (decision === undefined || earlier === undefined) continue;
    removes.push(...(earlier.removes ?? []));
    if (rival === same) over = { ...(earlier.over ?? earlier.row.record), ...over };
    decisions[decision] = { row: earlier.row, outcome: 'skipped' };
  }
  return { row, outcome: 'replaced', over, whole: { ...same?.record, ...row.record }, removes };
}

interface Holders {
  /** Those that hold one of the record's unique values, each once. */
  of(record: AnyRecord): readonly Holder[];
  put(holder: Holder): void;
  drop(holders: readonly Holder[]): void;
}

async function holdersOf(
  rows: readonly MappedRow[],
  name: KindName,
  target: Target,
): Promise<Holders> {
  const { primaryKey, unique } = kindOf(name);
  const sets = [[primaryKey], ...unique];
  const held = new Map<string, Holder>();
  const keysOf = (record: AnyRecord): readonly string[] =>
    sets.flatMap((fields) => {
      const key = tupleKey(fields.map((field) => record[field]));
      return key === undefined ? [] : [`${fields.join()} ${key}`];
    });
  const put = (holder: Holder): void => {
    for (const key of keysOf(holder.record)) held.set(key, holder);
  };
  for (const fields of sets) {
    const tuples = rows.map(({ record }) => fields.map((field) => record[field]));
    for (const record of await target.matching({ kind: name, fields, tuples }))
      put({ id: String(record[primaryKey]), record, isStored: true });
  }
  return {
    of: (record) => {
      const found = keysOf(record).flatMap((key) => held.get(key) ?? []);
      return [...new Map(found.map((holder) => [holder.id, holder])).values()];
    },
    put,
    drop: (gone) => {
      for (const { record } of gone) for (const key of keysOf(record)) held.delete(key);
    },
  };
}
