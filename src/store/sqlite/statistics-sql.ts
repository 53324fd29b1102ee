import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

import type { Field } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import { resolveField } from '#src/kinds/resolve-field';
import type { Dimension, Scalar, TimeUnit } from '#src/store/store';

/** A field of a kind with its column. */
export interface Source {
  readonly field: Field;
  readonly column: SQLiteColumn;
}

/** Throws a TypeError for a name that the kind has not: callers check names. */
export function sourceOf(kind: Kind, name: string): Source {
  const field = resolveField(kind, name);
  const column = field && (getTableColumns(kind.table)[field.name] as SQLiteColumn | undefined);
  if (!field || !column) throw new TypeError(`'${name}' is no field of ${kind.name}.`);
  return { field, column };
}

/** The value that records are told apart by. */
export const valueSql = ({ field, column }: Source, unit: TimeUnit | undefined): SQL =>
  unit === undefined ? sql`${column}` : UNITS[unit](daySql({ field, column }));

/** A value as the port shows it: SQLite has no booleans. */
export const valueIn = (field: Field | undefined, value: string | number | null): Scalar | null =>
  field?.type === 'boolean' && value !== null ? Boolean(value) : value;

/** The day is always `YYYY-MM-DD` or NULL. */
const UNITS: Readonly<Record<TimeUnit, (day: SQL) => SQL>> = {
  day: (day) => day,
  week: (day) => sql`strftime('%G-W%V', ${day})`,
  month: (day) => sql`substr(${day}, 1, 7)`,
  year: (day) => sql`substr(${day}, 1, 4)`,
};

/** An import keeps a moment that it cannot read; SQLite's own date() would take some of them for others. */
const daySql = ({ field, column }: Source): SQL =>
  field.moment === 'unix_seconds'
    ? sql`date(floor(${column}), 'unixepoch')`
    : sql`CASE WHEN ${column} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]*' THEN substr(${column}, 1, 10) END`;

/** Compares the bare column, so that its index serves. */
export function sinceSql({ field, column }: Source, { since }: Dimension): SQL {
  if (since === undefined) return sql`1`;
  const from = field.moment === 'unix_seconds' ? Date.parse(`${since}T00:00:00Z`) / 1000 : since;
  return sql`${column} >= ${from}`;
}

/** The number that is added up: of JSON, how many elements it has (an object or a single value is one). */
export function measureSql({ field, column }: Source): SQL {
  if (field.type !== 'list' && field.type !== 'json') return sql`${column}`;
  return sql`CASE WHEN ${column} IS NULL THEN NULL WHEN json_type(${column}) = 'array' THEN json_array_length(${column}) ELSE 1 END`;
}
