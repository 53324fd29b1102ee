import fc from 'fast-check';

import type { Field } from '#src/kinds/field';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { PlacedRecord } from '#src/transfer/import/types';

/** Text of every script, with control characters; but for NUL and half surrogate pairs, which cannot be kept. */
export const anyText = fc
  .string({ unit: 'binary', maxLength: 30 })
  .map((text) => text.replaceAll(/\p{Surrogate}|\0/gu, ''));

const someText = anyText.map((text) => `x${text}`);
const finite = fc.double({ noNaN: true, noDefaultInfinity: true }).map((number) => number + 0);
const anyJson = fc
  .jsonValue({ maxDepth: 3, stringUnit: 'binary' })
  .map((value): unknown => JSON.parse(JSON.stringify(value).replaceAll('\\u0000', '')))
  .filter((value) => !JSON.stringify(value).includes('__proto__'))
  .map((value): unknown => wellFormed(value));

/** The same JSON with every half of a surrogate pair replaced. */
const wellFormed = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value).replaceAll(/\\ud[89a-f][0-9a-f]{2}/g, '?'));

const moment = fc
  .date({ min: new Date(0), max: new Date('2099-12-31'), noInvalidDate: true })
  .map((date) => date.toISOString());

const BY_TYPE: Readonly<Record<Field['type'], (field: Field) => fc.Arbitrary<unknown>>> = {
  string: () => someText,
  enum: ({ values = [] }) => fc.oneof(fc.constantFrom(...values), fc.constant('unheard-of')),
  integer: () => fc.maxSafeInteger(),
  number: () => finite,
  boolean: () => fc.boolean(),
  timestamp: () =>
    fc.oneof(
      moment,
      moment.map((text) => text.slice(0, 10)),
    ),
  list: () => fc.array(someText, { maxLength: 3 }),
  object: () => fc.dictionary(someText, anyJson, { maxKeys: 3 }),
  json: () => anyJson,
};

/** A value of a field, or null where it may be empty. */
const valueOf = (field: Field): fc.Arbitrary<unknown> =>
  field.nullable
    ? fc.option(BY_TYPE[field.type](field), { nil: null })
    : BY_TYPE[field.type](field);

/** A few records of every kind, whose references hold among them; every field is given. */
export const workspace: fc.Arbitrary<readonly PlacedRecord[]> = fc
  .tuple(...kindNames.map((kind) => fc.array(bare(kind), { minLength: 1, maxLength: 2 })))
  .map((groups) => groups.flatMap((group, at) => placed(kindNames[at] as KindName, group)));

/** A record whose id and references are filled in by `placed`. */
function bare(kind: KindName): fc.Arbitrary<AnyRecord> {
  const fields = Object.values(kindOf(kind).fields).map(
    (field) => [field.name, valueOf(field)] as const,
  );
  return fc.record(Object.fromEntries(fields));
}

const idOf = (kind: KindName, number: number): string => `${kind}-${number}`;

function placed(kind: KindName, records: readonly AnyRecord[]): readonly PlacedRecord[] {
  return records.map((record, at) => ({
    kind,
    value: { ...record, ...named(kind, at), [kindOf(kind).primaryKey]: idOf(kind, at) },
    source: { file: kindOf(kind).file.name, pointer: `/${kindOf(kind).file.key}/${at}` },
  }));
}

/** Fields that must name a record, and those in which no two records may agree. */
function named(kind: KindName, at: number): AnyRecord {
  const { fields, relations, unique } = kindOf(kind);
  const references = Object.values(fields).flatMap(({ name, references: to }) =>
    to ? [[name, idOf(to.kind as KindName, 0)] as const] : [],
  );
  const ends = (relations.ends ?? []).flatMap((end) => [
    [end.kind, 'workspace_tasks'] as const,
    [end.id, idOf('workspace_tasks', 0)] as const,
  ]);
  const own = unique.flat().filter((field) => !ends.some(([name]) => name === field));
  const distinct = own
    .filter((field) => !fields[field]?.references)
    .map((field) => [field, idOf(kind, at)] as const);
  return Object.fromEntries([...references, ...ends, ...distinct]);
}
