import { WorkspaceError, type InputIssue } from '#src/errors';
import { OPERATORS, type Field, type Operator } from '#src/kinds/field';
import { kinds, type KindName } from '#src/kinds/index';
import { filterNames, resolveField, resolveFilter } from '#src/kinds/resolve-field';
import { didYouMean } from '#src/search/nearest-name';
import type { Comparison, Scalar } from '#src/store/store';

import { readValue, type RawValue } from './filter-value.ts';

/** Where a comparison stands in the input, for the fault that it may have. */
export type Place = Pick<InputIssue, 'pointer' | 'parameter'>;

/** A comparison as it was written: `value` is a list for `in` and `nin`, and whatever was given otherwise. */
export interface RawComparison {
  readonly field: string;
  readonly op: string;
  readonly value: RawValue | readonly RawValue[];
}

/** The kinds that a filter speaks of. */
export interface FilterScope {
  readonly kinds: readonly KindName[];
  /** Whether a record has this value in an enumeration that does not know it. Asked of all such values, whatever it answers. */
  readonly isStored: (kind: KindName, field: string, word: string) => boolean;
  /** The values that records of these kinds have in a field or facet; undefined while nobody has looked. */
  readonly storedIn?: (field: string, kinds: readonly KindName[]) => readonly string[] | undefined;
}

/** Kinds alone are a scope of which nothing is known but their enumerations. */
export type Scope = readonly KindName[] | FilterScope;

export const inFull = (scope: Scope): FilterScope =>
  'kinds' in scope ? scope : { kinds: scope, isStored: () => false };

const TAKES_LIST: ReadonlySet<Operator> = new Set(['in', 'nin']);

export const takesList = (op: string): boolean => TAKES_LIST.has(op as Operator);

/**
 * Checks one comparison against the kinds in scope. A name that several kinds have is checked
 * against each of them, and one that accepts the value is enough: `status=open` over tasks and
 * issues asks for open issues. Codes: unknown_field, unknown_operator, invalid_query.
 */
export function checkComparison(raw: RawComparison, scope: Scope, place: Place): Comparison {
  const full = inFull(scope);
  const fields = fieldsOf(raw.field, full.kinds, place);
  const op = operatorOf(raw, fields, place);
  const able = fields.filter((field) => field.operators.includes(op));
  const check = (value: RawValue): Scalar =>
    storedWord({ ...raw, op, value }, able, full) ?? valueOf({ ...raw, op, value }, able, place);
  if (!takesList(op)) return { field: raw.field, op, value: check(single(raw, place)) };
  const values = Array.isArray(raw.value) ? (raw.value as readonly RawValue[]) : [raw.value];
  return { field: raw.field, op, value: (values as readonly RawValue[]).map(check) };
}

function fieldsOf(name: string, scope: readonly KindName[], place: Place): readonly Field[] {
  const fields = scope.flatMap((kind) => resolveFilter(kinds[kind], name) ?? []);
  if (fields.length > 0) return fields;
  const known = [...new Set(scope.flatMap((kind) => filterNames(kinds[kind])))];
  const where = scope.length === 1 ? `of ${scope[0]}` : `of the kinds asked for`;
  throw fault('unknown_field', place, {
    detail: `'${cut(name)}' is no field ${where}.${didYouMean(name, known)}`,
    next: `The fields are ${known.join(', ')}.`,
  });
}

function operatorOf(raw: RawComparison, fields: readonly Field[], place: Place): Operator {
  const allowed = [...new Set(fields.flatMap((field) => field.operators))];
  if (allowed.includes(raw.op as Operator)) return raw.op as Operator;
  const known = OPERATORS.includes(raw.op as Operator);
  const types = [...new Set(fields.map((field) => field.type))].join(' or ');
  throw fault('unknown_operator', place, {
    detail: known
      ? `'${raw.op}' cannot be asked of '${raw.field}', which is of type ${types}.`
      : `'${cut(raw.op)}' is no operator.${didYouMean(raw.op, allowed)}`,
    next: `'${raw.field}' takes ${allowed.join(', ')}.`,
  });
}

function single(raw: RawComparison, place: Place): RawValue {
  if (!Array.isArray(raw.value)) return raw.value as RawValue;
  throw fault('invalid_query', place, {
    detail: `'${raw.op}' takes one value, not a list.`,
    next: `Ask for several with 'in', or with one comparison for each.`,
  });
}

interface Asked {
  readonly field: string;
  readonly op: Operator;
  readonly value: RawValue;
}

/** Operators that ask for a whole word of an enumeration. */
const WORD: ReadonlySet<Operator> = new Set(['eq', 'ne', 'in', 'nin']);

/** A value that no enumeration knows, and that some record has. */
function storedWord(
  { field: name, op, value }: Asked,
  fields: readonly Field[],
  { kinds: names, isStored }: FilterScope,
): string | undefined {
  const word = 'text' in value ? value.text : value.json;
  if (typeof word !== 'string' || !WORD.has(op)) return undefined;
  if (fields.some((field) => 'value' in readValue(field, op, value))) return undefined;
  const found = names.filter((kind) => {
    const field = resolveField(kinds[kind], name);
    return field?.type === 'enum' && isStored(kind, field.name, word);
  });
  return found.length > 0 ? word : undefined;
}

function valueOf(asked: Asked, fields: readonly Field[], place: Place): Scalar {
  const readings = together(fields).map((field) => readValue(field, asked.op, asked.value));
  const good = readings.find((reading) => 'value' in reading);
  if (good && 'value' in good) return good.value;
  const faults = readings.flatMap((reading) => ('fault' in reading ? [reading.fault()] : []));
  throw fault('invalid_query', place, {
    detail: `'${asked.field}': ${[...new Set(faults)].join(' ')}`,
  });
}

/** Enumerations of several kinds are told as one, lest each of twenty says what it knows. */
function together(fields: readonly Field[]): readonly Field[] {
  const [first, ...rest] = fields;
  if (!first || rest.length === 0 || fields.some(({ type }) => type !== 'enum')) return fields;
  return [{ ...first, values: [...new Set(fields.flatMap(({ values = [] }) => values))] }];
}

type FilterCode = 'unknown_field' | 'unknown_operator' | 'invalid_query';

/** A fault of a filter: the sentence stands in the message and, with its place, in the issue. */
export function fault(
  code: FilterCode,
  place: Place,
  { detail, next }: { readonly detail: string; readonly next?: string },
): WorkspaceError {
  return new WorkspaceError(code, detail, {
    issues: [{ ...place, detail }],
    ...(next !== undefined && { next }),
  });
}

export const cut = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
