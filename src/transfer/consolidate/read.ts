import { kindOf, type KindName } from '#src/kinds/index';
import type { LegacyDatabase, LegacyTable } from '#src/store/legacy';

import { fieldsOf, kindOfTable } from './columns.ts';
import { createNotes, type Notes } from './notes.ts';
import { readRow, type MappedTable } from './row.ts';
import type { ColumnCount, MappedRow, OtherTable, RowFault } from './types.ts';

/** A source as records, as far as it can be told from the source alone. */
export interface SourceReading {
  readonly tables: readonly TableReading[];
  readonly others: readonly OtherTable[];
  readonly notes: Notes;
}

export interface TableReading {
  readonly table: string;
  readonly kind: KindName;
  /** Those of the table, faults and all. */
  readonly total: number;
  readonly rows: readonly MappedRow[];
  readonly faults: readonly RowFault[];
  readonly renamed: readonly { readonly column: string; readonly field: string }[];
  readonly kept: readonly ColumnCount[];
  readonly dropped: readonly ColumnCount[];
}

type OnProgress = (done: number, total: number) => void;

/** Reads all tables that are kinds, row by row. Codes: database_invalid. */
export function readSource(database: LegacyDatabase, onProgress?: OnProgress): SourceReading {
  const notes = createNotes();
  const known = database.tables.flatMap((table) => {
    const kind = table.type === 'table' ? kindOfTable(table.name) : undefined;
    return kind === undefined ? [] : [{ table, kind }];
  });
  const total = known.reduce((sum, { table }) => sum + table.rows, 0);
  let done = 0;
  const tables = known.map(({ table, kind }) => {
    const reading = readTable({ database, table, kind, notes });
    onProgress?.((done += table.rows), total);
    return reading;
  });
  return { tables, others: othersOf(database, new Set(known.map(({ table }) => table))), notes };
}

/** Alembic's record of its own migrations is nobody's data. */
const HOUSEKEEPING: ReadonlySet<string> = new Set(['alembic_version']);

const othersOf = (
  { tables }: LegacyDatabase,
  known: ReadonlySet<LegacyTable>,
): readonly OtherTable[] =>
  tables
    .filter((table) => !known.has(table) && !HOUSEKEEPING.has(table.name.toLowerCase()))
    .map(({ name, type, rows }) => ({ table: name, type, rows }));

interface Reading {
  readonly database: LegacyDatabase;
  readonly table: LegacyTable;
  readonly kind: KindName;
  readonly notes: Notes;
}

function readTable({ database, table, kind, notes }: Reading): TableReading {
  const fields = fieldsOf(kindOf(kind), table.columns);
  const mapped: MappedTable = { table: table.name, kind, columns: table.columns, fields };
  const [rows, faults]: [MappedRow[], RowFault[]] = [[], []];
  const [kept, dropped] = [counter(table.columns), counter(table.columns)];
  let total = 0;
  for (const values of database.rows(table)) {
    const reading = readRow(mapped, values);
    const place = { table: table.name, kind, row: (total += 1) };
    if ('reason' in reading) {
      const { id, reason } = reading;
      faults.push({ ...place, ...(id !== undefined && { id }), reason });
      continue;
    }
    rows.push({ ...place, id: reading.id, record: reading.record });
    for (const remark of reading.remarks)
      notes.add({ ...remark, table: table.name, id: reading.id });
    for (const aside of reading.asides) notes.count(aside);
    kept.add(reading.kept);
    dropped.add(reading.dropped);
  }
  const renamed = table.columns.flatMap((column, at) => {
    const field = fields[at];
    return field === undefined || field === column ? [] : [{ column, field }];
  });
  return {
    ...{ table: table.name, kind, total, rows, faults, renamed },
    ...{ kept: kept.all(), dropped: dropped.all() },
  };
}

/** How many values each column had, in the order of the columns; those without any left out. */
function counter(columns: readonly string[]) {
  const counts = new Map<string, number>(columns.map((column) => [column, 0]));
  return {
    add: (seen: readonly string[]): void => {
      for (const column of seen) counts.set(column, (counts.get(column) ?? 0) + 1);
    },
    all: (): readonly ColumnCount[] =>
      [...counts].filter(([, n]) => n > 0).map(([column, values]) => ({ column, values })),
  };
}
