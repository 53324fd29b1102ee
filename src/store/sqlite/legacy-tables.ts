import type { Database } from 'better-sqlite3';

import type { LegacyRow, LegacyTable, LegacyValue } from '#src/store/legacy';

import { asLegacyError } from './legacy-error.ts';

interface SchemaRow {
  readonly name: string;
  readonly type: 'table' | 'view';
  readonly sql: string | null;
}

const SCHEMA = `SELECT name, type, sql FROM sqlite_schema
  WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\' ORDER BY rowid`;

export const readTables = (sqlite: Database): readonly LegacyTable[] =>
  sqlite
    .prepare<[], SchemaRow>(SCHEMA)
    .all()
    .map((row) => describe(sqlite, row));

function describe(sqlite: Database, { name, type, sql }: SchemaRow): LegacyTable {
  const isVirtual = /^\s*CREATE\s+VIRTUAL\b/i.test(sql ?? '');
  if (type === 'view' || isVirtual)
    return { name, type: isVirtual ? 'virtual' : 'view', columns: [], rows: 0 };
  const columns = sqlite
    .prepare(`SELECT * FROM ${quoted(name)}`)
    .columns()
    .map((column) => column.name);
  const counted = sqlite
    .prepare<[], number>(`SELECT count(*) FROM ${quoted(name)}`)
    .pluck()
    .get();
  return { name, type, columns, rows: counted ?? 0 };
}

/** Whole numbers come as bigints from SQLite and leave as numbers where those are exact. */
export function* readRows(
  sqlite: Database,
  { name, type }: LegacyTable,
  path: string,
): Generator<LegacyRow> {
  if (type !== 'table') return;
  try {
    const rows = sqlite.prepare<[], LegacyRow>(`SELECT * FROM ${quoted(name)}`).raw();
    for (const row of rows.safeIntegers().iterate()) yield row.map(exactNumber);
  } catch (error) {
    throw asLegacyError(error, path);
  }
}

function exactNumber(value: LegacyValue): LegacyValue {
  if (typeof value !== 'bigint') return value;
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : value;
}

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
