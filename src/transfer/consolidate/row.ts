import { derivedId } from '#src/kinds/ids';
import type { Field } from '#src/kinds/field';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { check } from '#src/search/check';
import { treeFault } from '#src/search/json-tree';
import type { LegacyRow, LegacyValue } from '#src/store/legacy';
import { hasMetadata, METADATA } from '#src/transfer/metadata';

import { contentHash } from './hash.ts';
import { withKept, type Keepsake } from './kept.ts';
import { isBlob, plainValue, readValue } from './values.ts';

/** A table whose rows are records of a kind, with the field of each column. */
export interface MappedTable {
  readonly table: string;
  readonly kind: KindName;
  readonly columns: readonly string[];
  readonly fields: readonly (string | undefined)[];
}

/** Something to be said about a column of a row that is taken over all the same. */
export interface Remark {
  readonly column: string;
  readonly detail: string;
}

export type RowReading =
  | {
      readonly id: string;
      readonly record: AnyRecord;
      readonly remarks: readonly Remark[];
      /** What is said once for a whole source. */
      readonly asides: readonly string[];
      /** Columns whose values went to `metadata`, having no field. */
      readonly kept: readonly string[];
      /** Columns whose values have no place. */
      readonly dropped: readonly string[];
    }
  | { readonly id: string | undefined; readonly reason: string };

/** What grows while a row is read. */
interface Draft {
  readonly kind: Kind;
  readonly record: Record<string, unknown>;
  readonly keepsakes: Keepsake[];
  readonly remarks: Remark[];
  readonly asides: string[];
  readonly kept: string[];
  readonly dropped: string[];
}

/** Thrown within this file alone: the row cannot be taken over. */
class Unreadable extends Error {}

/** A row as a record of its table's kind, or why it cannot be one. */
export function readRow(table: MappedTable, row: LegacyRow): RowReading {
  const kind = kindOf(table.kind);
  const said = { remarks: [], asides: [] };
  const draft: Draft = { kind, record: {}, keepsakes: [], ...said, kept: [], dropped: [] };
  try {
    readColumns(draft, table, row);
    takeKeyFromCopy(draft);
    completeFields(draft);
    const record = identified(draft, draft.keepsakes.reduce(withKept, draft.record));
    const id = String(record[kind.primaryKey]);
    return { ...draft, record: fitting(draft, record, table.table), id };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    const id = draft.record[kind.primaryKey];
    return { id: typeof id === 'string' ? id : undefined, reason: error.message };
  }
}

function readColumns(draft: Draft, { table, columns, fields }: MappedTable, row: LegacyRow): void {
  columns.forEach((column, at) => {
    const [name, value = null] = [fields[at], row[at]];
    const field = name === undefined ? undefined : draft.kind.fields[name];
    if (field) readField(draft, field, { table, column, value });
    else if (value !== null) keepColumn(draft, { table, column, value });
  });
}

interface Cell {
  readonly table: string;
  readonly column: string;
  readonly value: LegacyValue;
}

function readField(draft: Draft, field: Field, { table, column, value }: Cell): void {
  const read = readValue(field, value);
  if ('value' in read) {
    draft.record[field.name] = read.value;
    if (read.note !== undefined) draft.remarks.push({ column, detail: read.note });
    draft.asides.push(...(read.asides ?? []));
    return;
  }
  const isDispensable = field.nullable && hasMetadata(draft.kind);
  if (!isDispensable || value === null || isBlob(value)) {
    const shown = isBlob(value) ? '' : `: '${String(value).slice(0, 60)}'`;
    throw new Unreadable(`The column ${column} ${read.unread}${shown}.`);
  }
  draft.record[field.name] = null;
  draft.keepsakes.push({ table, name: column, value: plainValue(value) });
  draft.remarks.push({ column, detail: `a value was moved to metadata, for it ${read.unread}` });
}

function keepColumn(draft: Draft, { table, column, value }: Cell): void {
  if (value === null) return;
  if (isBlob(value) || !hasMetadata(draft.kind)) return void draft.dropped.push(column);
  draft.kept.push(column);
  draft.keepsakes.push({ table, name: column, value: plainValue(value) });
}

/** A field that takes the key's value when it is not given may be all the key that an old table has. */
function takeKeyFromCopy({ kind, record }: Draft): void {
  for (const [field, from] of Object.entries(kind.copies))
    if (from === kind.primaryKey) record[from] ??= record[field];
}

/** What a required field holds where the source has nothing: the middle of the levels, or a word that says so. */
const FILL_INS: ReadonlyMap<string, string> = new Map([
  ['severity', 'MEDIUM'],
  ['priority', 'MEDIUM'],
  ['status', 'pending'],
  ['type', 'unknown'],
]);

/** Fields that must not be empty. What the service fills in by itself is left to it. */
function completeFields({ kind, record, remarks }: Draft): void {
  for (const { name, nullable, primaryKey, ...field } of Object.values(kind.fields)) {
    if (nullable || primaryKey || (record[name] ?? null) !== null) continue;
    const isGiven = name in record;
    delete record[name];
    if (field.required) record[name] = fillIn(name, field.values);
    else if (!isGiven) continue;
    else if (field.default !== undefined) record[name] = field.default;
    const value = JSON.stringify(record[name]) ?? 'what a new record gets';
    remarks.push({ column: name, detail: `was empty and became ${value}` });
  }
}

function fillIn(name: string, values: readonly string[] | undefined): string {
  const value = FILL_INS.get(name);
  if (value === undefined || values?.includes(value) === false)
    throw new Unreadable(`The field ${name} is empty, and must not be.`);
  return value;
}

/** With its id, or one that follows from the content, so that a second run finds it again. */
function identified({ kind, remarks }: Draft, record: AnyRecord): AnyRecord {
  const given = record[kind.primaryKey];
  const isGiven = typeof given === 'string' && given !== '';
  const id = isGiven ? given : madeId(kind, record);
  if (!isGiven)
    remarks.push({ column: kind.primaryKey, detail: 'was empty and became a hash of the content' });
  const copies = Object.entries(kind.copies).filter(([field]) => (record[field] ?? null) === null);
  const copied = copies.map(
    ([field, from]) => [field, from === kind.primaryKey ? id : record[from]] as const,
  );
  return { ...record, ...Object.fromEntries(copied), [kind.primaryKey]: id };
}

/** 64 bits, as hash ids have. */
const ID_DIGITS = 16;

function madeId(kind: Kind, record: AnyRecord): string {
  if (kind.id.style === 'given')
    throw new Unreadable(`The ${kind.primaryKey} is empty, and nobody else knows it.`);
  const fields = Object.keys(record).filter((field) => field !== kind.primaryKey);
  const hash = contentHash(record, fields).slice(0, ID_DIGITS);
  return derivedId(kind, record) ?? kind.id.prefix + hash;
}

/** What an import would take, so that the record can be exported and imported again. */
function fitting({ kind, remarks }: Draft, record: AnyRecord, table: string): AnyRecord {
  const unfit = treeFault(record);
  if (unfit) throw new Unreadable(`The value at ${unfit.pointer} ${unfit.detail}.`);
  const checked = check(kind.imported, record, { pointer: '', known: [], label: kind.label });
  if ('value' in checked) return record;
  return checked.issues.reduce((rest, { pointer = '', detail }) => {
    const name = pointer.split('/')[1] ?? '';
    const value = record[name];
    const isDispensable = kind.fields[name]?.nullable === true && hasMetadata(kind);
    if (!isDispensable || name === METADATA)
      throw new Unreadable(`The field ${name} cannot be kept: ${detail}`);
    remarks.push({ column: name, detail: `a value was moved to metadata: ${detail}` });
    return withKept({ ...rest, [name]: null }, { table, name, value });
  }, record);
}
