import type { AnyRecord, Kind } from './kind.ts';

/** Longest name of a record in lists and hits, in UTF-16 units; some kinds are named by their prose. */
const MAX_TITLE = 160;

/** What people call a record: its title field on one line, or its id. */
export function titleOf(kind: Kind, record: AnyRecord): string {
  const value = record[kind.title];
  const line = typeof value === 'string' ? value.replace(/\s+/g, ' ').trim() : '';
  if (line === '') return String(record[kind.primaryKey]);
  return line.length <= MAX_TITLE ? line : `${line.slice(0, MAX_TITLE - 1).trimEnd()}…`;
}
