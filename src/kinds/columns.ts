import type { Column } from 'drizzle-orm';
import { customType, text } from 'drizzle-orm/sqlite-core';

import { normaliseTimestamp } from './timestamp.ts';

/**
 * Column builders with the meaning that a bare SQL type loses. Stored as the seeds say:
 * JSON as TEXT, timestamps as ISO 8601 text in a TIMESTAMP column.
 */
export type JsonShape = 'list' | 'object' | 'json';

const jsonText = customType<{
  data: unknown;
  driverData: string;
  config: { shape: JsonShape };
  configRequired: true;
}>({
  dataType: () => 'text',
  toDriver: (value) => JSON.stringify(value),
  fromDriver: (stored): unknown => JSON.parse(stored),
});

const timestampText = customType<{ data: string; driverData: string }>({
  dataType: () => 'timestamp',
  toDriver: normaliseTimestamp,
});

const varcharText = customType<{
  data: string;
  driverData: string;
  config: { length: number; values?: readonly string[] };
  configRequired: true;
}>({ dataType: ({ length }) => `varchar(${length})` });

const isoVarchar = customType<{
  data: string;
  driverData: string;
  config: { moment: true };
  configRequired: true;
}>({
  dataType: () => 'varchar(100)',
  toDriver: normaliseTimestamp,
});

const floatNumber = customType<{ data: number; driverData: number }>({ dataType: () => 'float' });

const secondsNumber = customType<{
  data: number;
  driverData: number;
  config: { seconds: true };
  configRequired: true;
}>({ dataType: () => 'float' });

/** A JSON array of strings in a TEXT column. */
export const list = (name: string) => jsonText(name, { shape: 'list' }).$type<readonly string[]>();

/** A JSON object in a TEXT column. */
export const object = (name: string) =>
  jsonText(name, { shape: 'object' }).$type<Readonly<Record<string, unknown>>>();

/** Any JSON value in a TEXT column. */
export const json = (name: string) => jsonText(name, { shape: 'json' });

/** VARCHAR(n), as 004 gives it; length and known values are checked by the application, for SQLite ignores them. */
export const varchar = (name: string, length: number, values?: readonly string[]) =>
  varcharText(name, { length, ...(values && { values }) });

/** A moment as ISO 8601 text in a VARCHAR(100) column, which is how 004's task queue keeps it. */
export const isoText = (name: string) => isoVarchar(name, { moment: true });

/** FLOAT: a number. */
export const float = (name: string) => floatNumber(name);

/** A moment as 004's proposals and orchestration decisions keep it: seconds since 1970 in a FLOAT column. */
export const unixSeconds = (name: string) => secondsNumber(name, { seconds: true });

/** A moment (`2025-11-20T10:00:00.000Z`) or a day (`2025-11-20`). */
export const timestamp = (name: string) => timestampText(name);

/** A timestamp that is the moment of insertion when it is not given. */
export const createdNow = (name: string) =>
  timestampText(name)
    .notNull()
    .$defaultFn(() => new Date().toISOString());

/** The primary key that every kind of the seeds has. */
export const id = () => text('id').primaryKey();

/** The shape that `list`, `object` and `json` gave a column, or undefined for any other column. */
export const jsonShape = (column: object): JsonShape | undefined => fieldConfig(column).shape;

/** The known values that `varchar` gave a column, if any. */
export const varcharValues = (column: object): readonly string[] | undefined =>
  fieldConfig(column).values;

/** What a custom column was built with; drizzle keeps it but does not show it. */
function fieldConfig(column: object): {
  readonly shape?: JsonShape;
  readonly values?: readonly string[];
  readonly moment?: true;
  readonly seconds?: true;
} {
  const { config } = column as { config?: { fieldConfig?: object } };
  return config?.fieldConfig ?? {};
}

/** Whether `timestamp`, `createdNow` or `isoText` made the column. */
export const holdsMoments = (column: Column): boolean =>
  column.getSQLType() === 'timestamp' || fieldConfig(column).moment === true;

/** Whether `unixSeconds` made the column. */
export const holdsSeconds = (column: object): boolean => fieldConfig(column).seconds === true;

/** The length of a VARCHAR(n) column, or undefined for any other type. */
export function varcharLength(sqlType: string): number | undefined {
  const length = /^varchar\((\d+)\)$/.exec(sqlType)?.[1];
  return length === undefined ? undefined : Number(length);
}
