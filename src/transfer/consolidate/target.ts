import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Store } from '#src/store/store';
import { idIn, lookUp, lookUpSets } from '#src/transfer/lookup';

/** What the target holds, or would hold after what was noted; a dry run notes instead of writing. */
export interface Target {
  /** Records of which the fields have the values of one of the tuples; tuples with an empty value match none. */
  matching(question: Question): Promise<readonly AnyRecord[]>;
  note(kind: KindName, record: AnyRecord): void;
  forget(kind: KindName, id: string): void;
}

export interface Question {
  readonly kind: KindName;
  readonly fields: readonly string[];
  readonly tuples: readonly Tuple[];
}

export type Tuple = readonly unknown[];

/** The values of some fields, as one text; undefined where one is empty, for such never equal. */
export function tupleKey(tuple: Tuple): string | undefined {
  return tuple.some((value) => value === null || value === undefined)
    ? undefined
    : JSON.stringify(tuple);
}

/** A new record with the defaults that the store will give it, so that later rows are compared with what it will be. */
export const withDefaults = (kind: KindName, record: AnyRecord): AnyRecord => ({
  ...Object.fromEntries(
    Object.values(kindOf(kind).fields).flatMap(({ name, default: value }) =>
      value === undefined ? [] : [[name, value] as const],
    ),
  ),
  ...record,
});

/** Undefined stands for a record that is gone. */
type Noted = Map<string, AnyRecord | undefined>;

export function createTarget(store: Pick<Store, 'list'>): Target {
  const noted = new Map<KindName, Noted>();
  const of = (kind: KindName): Noted => {
    const known = noted.get(kind) ?? new Map<string, AnyRecord | undefined>();
    noted.set(kind, known);
    return known;
  };
  return {
    matching: async (question) => {
      const { kind, fields, tuples } = question;
      const changed = of(kind);
      const wanted = new Set(tuples.map(tupleKey));
      const stored = await matchingStored(store, question);
      return [
        ...stored.filter((record) => !changed.has(idIn(kind, record))),
        ...[...changed.values()].filter(
          (record) => record && wanted.has(tupleKey(fields.map((field) => record[field]))),
        ),
      ].filter((record) => record !== undefined);
    },
    note: (kind, record) => void of(kind).set(idIn(kind, record), record),
    forget: (kind, id) => void of(kind).set(id, undefined),
  };
}

async function matchingStored(
  store: Pick<Store, 'list'>,
  { kind, fields, tuples }: Question,
): Promise<readonly AnyRecord[]> {
  const distinct = new Map(tuples.map((tuple) => [tupleKey(tuple), tuple]));
  distinct.delete(undefined);
  const wanted = [...distinct.values()];
  const [field = ''] = fields;
  if (fields.length === 1)
    return lookUp(store, { kind, field, values: wanted.map(([value]) => value as string) });
  const samples = wanted.map((tuple) =>
    Object.fromEntries(fields.map((name, at) => [name, tuple[at]])),
  );
  return lookUpSets(store, { kind, samples });
}
