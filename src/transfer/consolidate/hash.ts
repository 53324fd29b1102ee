import { createHash } from 'node:crypto';

import type { AnyRecord } from '#src/kinds/kind';

/** SHA-256 of the given fields of a record, in hexadecimal digits; the order of names counts nowhere. */
export const contentHash = (record: AnyRecord, fields: readonly string[]): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(fields.map((field) => [field, record[field] ?? null] as const))))
    .digest('hex');

/** Names in order, all the way down, as pairs: an object would put names like `1` first. */
const sorted = (entries: readonly (readonly [string, unknown])[]): readonly unknown[] =>
  entries.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => [name, canonical(value)]);

function canonical(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonical);
  if (typeof value !== 'object' || value === null) return value;
  return { object: sorted(Object.entries(value)) };
}
