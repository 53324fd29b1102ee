import type { Field, FieldType } from '#src/kinds/field';
import { parseTimestamp } from '#src/kinds/timestamp';
import type { LegacyValue } from '#src/store/legacy';
import { importedValue } from '#src/transfer/imported-value';

/** A value as a field keeps it, with what should be said about it, or why it cannot be read as one. */
export type ReadValue =
  | {
      readonly value: unknown;
      readonly note?: string;
      /** What is so common that it is said once for a whole source, with a count. */
      readonly asides?: readonly string[];
    }
  | { readonly unread: string };

type Given = Exclude<LegacyValue, null>;
type Text = string | number | bigint;

/** Reads what SQLAlchemy (or a hand) has written as the field's type. NULL stays NULL. */
export function readValue(field: Field, value: LegacyValue): ReadValue {
  if (value === null) return { value: null };
  if (isBlob(value)) return { unread: `holds a blob of ${value.byteLength} bytes` };
  return READERS[field.type](value, field);
}

export const isBlob = (value: LegacyValue): value is Uint8Array => value instanceof Uint8Array;

/** A value that no field reads, as JSON holds it: without the sign of zero. */
export const plainValue = (value: Exclude<Given, Uint8Array>): string | number =>
  typeof value === 'number' && Number.isFinite(value) ? value + 0 : String(value);

const READERS: Readonly<Record<FieldType, (value: Text, field: Field) => ReadValue>> = {
  string: (value) => ({ value: String(value) }),
  enum: readEnum,
  integer: readInteger,
  number: readNumber,
  boolean: readBoolean,
  timestamp: readMoment,
  list: readList,
  object: readObject,
  json: readJsonValue,
};

/** SQLAlchemy's Enum writes the member's name (`IN_PROGRESS`) where others write its value. */
function readEnum(given: Text, { values = [] }: Field): ReadValue {
  const text = String(given);
  if (values.includes(text)) return { value: text };
  const known = values.find((value) => folded(value) === folded(text));
  return known === undefined
    ? { value: text, note: `a value that is none of ${values.join(', ')} was kept` }
    : { value: known, note: `'${text}' was read as '${known}'` };
}

const folded = (text: string): string =>
  text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');

function readInteger(value: Text): ReadValue {
  const number = numberOf(value);
  return Number.isSafeInteger(number) ? { value: number } : { unread: 'holds no whole number' };
}

function readNumber(value: Text, field: Field): ReadValue {
  const number = numberOf(value);
  if (Number.isFinite(number)) return { value: number };
  const seconds = importedValue(field, value);
  return typeof seconds === 'number' && typeof value === 'string'
    ? { value: seconds, note: 'a date was read as seconds since 1970' }
    : { unread: 'holds no number' };
}

/** NaN for what is no number; `+ 0` makes -0 the zero that is read back. */
function numberOf(value: Text): number {
  if (typeof value === 'number') return value + 0;
  if (typeof value === 'bigint' || value.trim() === '') return Number.NaN;
  return Number(value) + 0;
}

const BOOLEANS: ReadonlyMap<string, boolean> = new Map([
  ...['0', 'false', 'f', 'no'].map((word) => [word, false] as const),
  ...['1', 'true', 't', 'yes'].map((word) => [word, true] as const),
]);

function readBoolean(value: Text): ReadValue {
  const known = BOOLEANS.get(String(value).trim().toLowerCase());
  return known === undefined ? { unread: 'holds neither 0 nor 1' } : { value: known };
}

/** Seconds until the year 5138, milliseconds from 1973 on: no number is both. */
const MOST_SECONDS = 1e11;

function readMoment(value: Text, field: Field): ReadValue {
  if (typeof value === 'string') {
    const moment = parseTimestamp(String(importedValue(field, value)));
    if (moment === undefined) return { unread: 'holds text that is no date' };
    const asides = MOMENT_ASIDES.filter(([is]) => is(value)).map(([, aside]) => aside);
    return { value: moment, ...(asides.length > 0 && { asides }) };
  }
  const number = Number(value);
  const isSeconds = Math.abs(number) < MOST_SECONDS;
  const date = new Date(isSeconds ? number * 1000 : number);
  const moment = Number.isNaN(date.getTime()) ? undefined : parseTimestamp(date.toISOString());
  if (moment === undefined) return { unread: 'holds a number that is no date' };
  const unit = isSeconds ? 'seconds' : 'milliseconds';
  return { value: moment, note: `numbers were read as ${unit} since 1970` };
}

const MOMENT_ASIDES: readonly (readonly [(text: string) => boolean, string])[] = [
  [(text) => /\.\d{3}\d*[1-9]/.test(text), 'microseconds were cut to milliseconds'],
  [
    (text) => /\d:\d/.test(text) && !/(?:Z|[+-]\d{2}:?\d{2})\s*$/i.test(text),
    'times without a zone were read as UTC',
  ],
];

function readList(value: Text): ReadValue {
  const json = parseJson(value);
  if (json === undefined) return readWords(String(value));
  if (json.value === null) return { value: null };
  const items = Array.isArray(json.value) ? (json.value as readonly unknown[]) : [json.value];
  const texts = items.filter((item) => item !== null && item !== '').map(textOf);
  const isPlain = Array.isArray(json.value) && items.every(isText);
  return { value: texts, ...(isPlain ? noteOf(json) : { note: 'was made a list of texts' }) };
}

const isText = (item: unknown): boolean => typeof item === 'string' && item !== '';
const textOf = (item: unknown): string => (typeof item === 'string' ? item : JSON.stringify(item));

/** A single word is a list of one; what looks like JSON and is none is no list of words. */
function readWords(text: string): ReadValue {
  if (/^\s*[[{(]/.test(text)) return { unread: 'holds text that is no JSON list' };
  const words = text.split(',').map((word) => word.trim());
  const value = words.filter(Boolean);
  return { value, ...(words.length > 1 && { note: 'text was read as a list, cut at its commas' }) };
}

function readObject(value: Text): ReadValue {
  const json = parseJson(value);
  if (json?.value === null) return { value: null };
  const isObject = typeof json?.value === 'object' && !Array.isArray(json.value);
  return json && isObject
    ? { value: json.value, ...noteOf(json) }
    : { unread: 'holds no JSON object' };
}

function readJsonValue(value: Text): ReadValue {
  const json = parseJson(value);
  return json
    ? { value: json.value, ...noteOf(json) }
    : { value: String(value), note: 'text that is no JSON was kept as text' };
}

interface Parsed {
  readonly value: unknown;
  readonly isMended: boolean;
}

const noteOf = ({ isMended }: Parsed): { readonly note?: string } =>
  isMended ? { note: 'NaN and Infinity in JSON were read as null' } : {};

/** A JSON text's tokens that Python's json.dumps writes and JSON does not know, and the strings to pass over. */
const PYTHON_NUMBERS = /("(?:[^"\\]+|\\.)*")|-?\b(?:NaN|Infinity)\b/g;

/** The value of a JSON text, undefined for what is none. SQLAlchemy writes JSON's null as the text `null`. */
function parseJson(given: Text): Parsed | undefined {
  const text = String(given);
  const value = parsed(text);
  if (value !== undefined || !/NaN|Infinity/.test(text))
    return value && { ...value, isMended: false };
  const mended = parsed(text.replace(PYTHON_NUMBERS, (_, string?: string) => string ?? 'null'));
  return mended && { ...mended, isMended: true };
}

function parsed(text: string): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return undefined;
  }
}
