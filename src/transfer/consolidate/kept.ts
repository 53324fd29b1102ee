import { isDeepStrictEqual } from 'node:util';

import type { AnyRecord } from '#src/kinds/kind';
import { METADATA } from '#src/transfer/metadata';

export interface Keepsake {
  readonly table: string;
  readonly name: string;
  readonly value: unknown;
}

/** The record with a value in its metadata, under the table's and the column's name where the column's alone is taken. */
export function withKept(record: AnyRecord, { table, name, value }: Keepsake): AnyRecord {
  const metadata = metadataOf(record);
  const isFree = !Object.hasOwn(metadata, name) || isDeepStrictEqual(metadata[name], value);
  const key = isFree ? name : `${table}.${name}`;
  return { ...record, [METADATA]: Object.fromEntries([...Object.entries(metadata), [key, value]]) };
}

/** Whether a stored record keeps this value in its metadata instead of in its field. */
export const keepsInstead = (
  record: AnyRecord,
  { name, value }: Omit<Keepsake, 'table'>,
): boolean => record[name] === null && isDeepStrictEqual(metadataOf(record)[name], value);

function metadataOf(record: AnyRecord): AnyRecord {
  const metadata = record[METADATA];
  return typeof metadata === 'object' && metadata !== null ? (metadata as AnyRecord) : {};
}
