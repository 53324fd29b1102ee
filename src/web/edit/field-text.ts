import type { Field, FieldType } from '#src/kinds/field';
import { parseTimestamp } from '#src/kinds/timestamp';

/** What a text in a form means, or why it means nothing. */
export type Reading = { readonly value: unknown } | { readonly fault: string };

/** A value as people edit it, and back. */
interface Notation {
  readonly write: (value: unknown) => string;
  readonly read: (text: string) => Reading;
}

const SECOND = 1_000;

const plain: Notation = { write: String, read: (text) => ({ value: text }) };

const number: Notation = {
  write: String,
  read: (text) => {
    const value = Number(text);
    return Number.isFinite(value) ? { value } : { fault: `'${shown(text)}' is no number.` };
  },
};

const json: Notation = {
  write: (value) => JSON.stringify(value, null, 2),
  read: (text) => {
    try {
      return { value: JSON.parse(text) as unknown };
    } catch (error) {
      return { fault: `This is no JSON: ${(error as Error).message}` };
    }
  },
};

/** One element on each line; an element that has a line break itself makes the list JSON. */
const list: Notation = {
  write: (value) => {
    const elements = Array.isArray(value) ? value : [value];
    const simple = elements.every((each) => typeof each === 'string' && isOneLine(each));
    return simple && !elements.join('\n').startsWith('[')
      ? elements.join('\n')
      : JSON.stringify(elements, null, 2);
  },
  read: (text) => {
    if (text.startsWith('[')) return json.read(text);
    const lines = text.split('\n').map((line) => line.trim());
    return { value: lines.filter((line) => line !== '') };
  },
};

const isOneLine = (text: string): boolean =>
  text !== '' && text === text.trim() && !text.includes('\n');

/** Seconds since 1970 are written as the moment that they are. */
const seconds: Notation = {
  write: (value) => new Date(Number(value) * SECOND).toISOString(),
  read: (text) => {
    const moment = parseTimestamp(text);
    if (moment === undefined)
      return { fault: `'${shown(text)}' is no date; write 2025-11-20T10:00:00Z.` };
    return { value: Date.parse(moment) / SECOND };
  },
};

const BY_TYPE: Readonly<Record<FieldType, Notation>> = {
  string: plain,
  enum: plain,
  timestamp: plain,
  integer: number,
  number,
  boolean: { write: String, read: (text) => ({ value: text === 'true' }) },
  list,
  object: json,
  json,
};

const notationOf = (field: Field): Notation => (field.moment ? seconds : BY_TYPE[field.type]);

/** A stored value as the text of its form control; empty when there is none. */
export const textOf = (field: Field, value: unknown): string =>
  value === null || value === undefined ? '' : notationOf(field).write(value);

/** Browsers send line breaks as CR LF. */
export const normalised = (text: string): string => text.replaceAll('\r\n', '\n');

/** The value that a text means. An empty one is nothing: null, or an empty text where a field must not be null. */
export function valueOf(field: Field, text: string): Reading {
  if (text !== '') return notationOf(field).read(text);
  return { value: field.nullable || field.type !== 'string' ? null : '' };
}

const shown = (text: string): string => (text.length > 60 ? `${text.slice(0, 60)}…` : text);
