import type { Field, FieldType, Operator } from '#src/kinds/field';
import { parseTimestamp } from '#src/kinds/timestamp';
import { didYouMean } from '#src/search/nearest-name';
import type { Scalar } from '#src/store/store';

/** A value before it is checked: the text of a URL parameter, or what JSON held. */
export type RawValue = { readonly text: string } | { readonly json: unknown };

/** A fault is put into words only when somebody asks: a word that other kinds know is looked for among theirs too. */
export type Reading = { readonly value: Scalar } | { readonly fault: () => string };

/** SQLite refuses LIKE patterns of 50,000 bytes, and nobody means a longer one. */
const LONGEST = 4000;

type Reader = (raw: RawValue, field: Field) => Reading;

const fault = (raw: RawValue, what: string): Reading => ({
  fault: () => `${shown(raw)} is no ${what}.`,
});

const readText: Reader = (raw) => {
  const text = 'text' in raw ? raw.text : raw.json;
  if (typeof text !== 'string') return fault(raw, 'text; put it in quotes');
  return text.length > LONGEST
    ? { fault: () => `The value is longer than ${LONGEST} characters.` }
    : { value: text };
};

const readNumber: Reader = (raw) => {
  const number = 'text' in raw ? numberIn(raw.text) : raw.json;
  return typeof number === 'number' && Number.isFinite(number)
    ? { value: number }
    : fault(raw, 'number');
};

const numberIn = (text: string): number =>
  /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;

const readInteger: Reader = (raw, field) => {
  const reading = readNumber(raw, field);
  return 'value' in reading && Number.isSafeInteger(reading.value)
    ? reading
    : fault(raw, 'whole number');
};

const BOOLEANS: ReadonlyMap<unknown, boolean> = new Map<unknown, boolean>([
  ['true', true],
  ['false', false],
]);

const readBoolean: Reader = (raw) => {
  const value = 'text' in raw ? BOOLEANS.get(raw.text) : raw.json;
  return typeof value === 'boolean' ? { value } : fault(raw, 'true or false');
};

const readTimestamp: Reader = (raw, field) => {
  const reading = readText(raw, field);
  if ('fault' in reading) return reading;
  const value = parseTimestamp(String(reading.value));
  return value === undefined
    ? fault(raw, 'date; write 2025-11-20 or 2025-11-20T10:00:00Z')
    : { value };
};

const readEnum: Reader = (raw, field) => {
  const reading = readText(raw, field);
  if ('fault' in reading) return reading;
  const [value, known] = [String(reading.value), field.values ?? []];
  if (known.includes(value)) return { value };
  return {
    fault: () => `${shown(raw)} is none of ${known.join(', ')}.${didYouMean(value, known)}`,
  };
};

const BY_TYPE: Readonly<Record<FieldType, Reader>> = {
  string: readText,
  enum: readEnum,
  integer: readInteger,
  number: readNumber,
  boolean: readBoolean,
  timestamp: readTimestamp,
  list: readText,
  object: readText,
  json: readText,
};

/** Operators that ask for the same kind of value whatever the field's type. */
const BY_OPERATOR: Readonly<Partial<Record<Operator, Reader>>> = {
  contains: readText,
  starts: readText,
  null: readBoolean,
};

/** Reads a value as an operator on a field takes it. */
export const readValue = (field: Field, op: Operator, raw: RawValue): Reading =>
  (BY_OPERATOR[op] ?? BY_TYPE[field.type])(raw, field);

/** A stored value as `eq` takes it, of an enumeration also one that it does not know; undefined when the field cannot be asked for it. */
export function readable(field: Field, stored: Scalar): Scalar | undefined {
  const read = BY_TYPE[field.type === 'enum' ? 'string' : field.type];
  const readings = [read({ json: stored }, field), read({ text: String(stored) }, field)];
  const [good] = readings.flatMap((reading) => ('value' in reading ? [reading.value] : []));
  return good;
}

function shown(raw: RawValue): string {
  const text = 'text' in raw ? `'${raw.text}'` : JSON.stringify(raw.json);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
