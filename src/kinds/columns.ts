import { customType, text } from 'drizzle-orm/sqlite-core';

import { normaliseTimestamp } from './timestamp.ts';

/**
 * Column builders with the meaning that a bare SQL type loses. Stored as the seeds say:
 * JSON as TEXT, timestamps as ISO 8601 text in a TIMESTAMP column.
 */
export type JsonShape = 'list' | 'object';

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

/** A JSON array of strings in a TEXT column. */
export const list = (name: string) => jsonText(name, { shape: 'list' }).$type<readonly string[]>();

/** A JSON object in a TEXT column. */
export const object = (name: string) =>
  jsonText(name, { shape: 'object' }).$type<Readonly<Record<string, unknown>>>();

/** A moment (`2025-11-20T10:00:00.000Z`) or a day (`2025-11-20`). */
export const timestamp = (name: string) => timestampText(name);

/** A timestamp that is the moment of insertion when it is not given. */
export const createdNow = (name: string) =>
  timestampText(name)
    .notNull()
    .$defaultFn(() => new Date().toISOString());

/** The primary key that every kind of the seeds has. */
export const id = () => text('id').primaryKey();

/** The shape that `list` and `object` gave a column, or undefined for any other column. */
export function jsonShape(column: object): JsonShape | undefined {
  const { config } = column as { config?: { fieldConfig?: { shape?: JsonShape } } };
  return config?.fieldConfig?.shape;
}
