import type { InputIssue } from '#src/errors';
import type { Field } from '#src/kinds/field';
import type { AnyRecord, Kind } from '#src/kinds/kind';

import { normalised, textOf, valueOf } from './field-text.ts';

/** A control of the form by which a record is made or changed. */
export interface FormField {
  readonly field: Field;
  readonly control: 'line' | 'text' | 'choice';
  /** Lines of a text. */
  readonly rows: number;
  /** Of a choice: its values; the first one is empty where the field may be. */
  readonly values: readonly string[];
  readonly hint: string;
  readonly text: string;
  readonly required: boolean;
  /** Why what it holds cannot be written. */
  readonly fault?: string;
}

/** What a form holds, by field. */
export type FormTexts = ReadonlyMap<string, string>;

/** Fields that people write: neither those that the service renews nor a record's id. What must be given comes first. */
export function editedFields(kind: Kind): readonly Field[] {
  const edited = Object.values(kind.fields).filter(
    ({ name, primaryKey, generated, type }) =>
      !(name in kind.renews) &&
      !(primaryKey && kind.id.style !== 'given') &&
      !(generated && type !== 'timestamp'),
  );
  const importance = ({ name, required }: Field): number =>
    name === kind.title ? 0 : required ? 1 : kind.passages?.text.includes(name) ? 2 : 3;
  return edited.toSorted((a, b) => importance(a) - importance(b));
}

/** The texts of a form before anybody has typed: those of the record, or the defaults of a new one. */
export const textsOf = (kind: Kind, record?: AnyRecord): FormTexts =>
  new Map(
    editedFields(kind).map((field) => [
      field.name,
      record ? textOf(field, record[field.name]) : String(field.default ?? ''),
    ]),
  );

/** The controls of a form with what they hold, and with the faults that the service found. */
export function formFields(
  kind: Kind,
  texts: FormTexts,
  {
    issues = [],
    edits = false,
  }: { readonly issues?: readonly InputIssue[]; readonly edits?: boolean } = {},
): readonly FormField[] {
  return editedFields(kind)
    .filter(({ primaryKey }) => !(edits && primaryKey))
    .map((field) => {
      const fault = issues.find(({ pointer }) => fieldIn(pointer) === field.name)?.detail;
      const text = texts.get(field.name) ?? '';
      return {
        ...{
          field,
          text,
          values: valuesOf(field, text),
          required: field.required,
          hint: hintOf(field),
        },
        ...controlOf(kind, field, text),
        ...(fault !== undefined && { fault }),
      };
    });
}

/** Faults that belong to no control, to be shown above the form. */
export const otherIssues = (
  fields: readonly FormField[],
  issues: readonly InputIssue[],
): readonly InputIssue[] => {
  const shown = new Set(fields.map(({ field }) => field.name));
  return issues.filter(({ pointer }) => !shown.has(fieldIn(pointer) ?? ''));
};

/** `/title` and `/repos_affected/0` are of the controls of those fields. */
const fieldIn = (pointer: string | undefined): string | undefined => pointer?.split('/')[1];

function controlOf(kind: Kind, field: Field, text: string): Pick<FormField, 'control' | 'rows'> {
  if (field.values || field.type === 'boolean') return { control: 'choice', rows: 1 };
  const long =
    LONG.has(field.type) || kind.passages?.text.includes(field.name) || text.includes('\n');
  const lines = text.split('\n').length;
  return long
    ? { control: 'text', rows: Math.min(20, Math.max(field.type === 'list' ? 2 : 4, lines + 1)) }
    : { control: 'line', rows: 1 };
}

const LONG = new Set<Field['type']>(['list', 'object', 'json']);

/** A value that the enumeration does not know came with an import, and stays one of the choices. */
function valuesOf(field: Field, text: string): readonly string[] {
  const known = field.type === 'boolean' ? ['true', 'false'] : (field.values ?? []);
  const others = text !== '' && !known.includes(text) ? [text] : [];
  return [...(field.nullable || !field.required ? [''] : []), ...known, ...others];
}

const HINTS: Readonly<Partial<Record<Field['type'], string>>> = {
  timestamp: '2025-11-20 or 2025-11-20T10:00Z',
  list: 'one on each line',
  object: 'JSON',
  json: 'JSON',
  integer: 'a whole number',
  number: 'a number',
};

const hintOf = (field: Field): string =>
  field.moment
    ? (HINTS.timestamp ?? '')
    : (HINTS[field.type] ?? (field.references ? `id in ${field.references.kind}` : ''));

/** What a form asks to be written. */
export interface FormValue {
  readonly value: AnyRecord;
  readonly issues: readonly InputIssue[];
}

/** A new record: the fields that were filled in. */
export function createdValue(kind: Kind, texts: FormTexts): FormValue {
  const given = editedFields(kind).filter(({ name }) => (texts.get(name) ?? '').trim() !== '');
  return readFields(given, texts);
}

/** A change: only the fields whose text is another than that of the record which the form was made from. */
export function changedValue(kind: Kind, texts: FormTexts, before: AnyRecord): FormValue {
  const changed = editedFields(kind).filter((field) => {
    const text = texts.get(field.name);
    if (text === undefined || field.primaryKey) return false;
    return normalised(text) !== normalised(textOf(field, before[field.name]));
  });
  return readFields(changed, texts);
}

function readFields(fields: readonly Field[], texts: FormTexts): FormValue {
  const read = fields.map((field) => {
    const text = normalised(texts.get(field.name) ?? '');
    return { name: field.name, reading: valueOf(field, text.trim() === '' ? '' : text) };
  });
  return {
    value: Object.fromEntries(
      read.flatMap(({ name, reading }) => ('value' in reading ? [[name, reading.value]] : [])),
    ),
    issues: read.flatMap(({ name, reading }) =>
      'fault' in reading ? [{ pointer: `/${name}`, detail: reading.fault }] : [],
    ),
  };
}
