import { and, eq, getTableColumns, inArray, sql } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type { IndexState, RecordHead, RecordRow, Stored } from '#src/store/store';

import type { Connection } from './connection.ts';
import { records } from './schema.ts';

/** What the engine knows beside what the port shows. */
export interface StoredRow extends Stored {
  readonly row: RecordRow;
  readonly textHash: string | null;
}

/** Rows asked for at once: below SQLite's limit of bound values. */
const CHUNK = 500;

export const keyOf = (kind: Kind): SQLiteColumn =>
  getTableColumns(kind.table)[kind.primaryKey] as SQLiteColumn;

export function readStored(
  connection: Connection,
  name: KindName,
  id: string,
): StoredRow | undefined {
  const found = readerOf(connection, name).get({ id });
  if (!found) return undefined;
  const { row, version, text_hash: textHash } = found.meta;
  const etag = `${String(row)}-${String(version)}`;
  const record = found.record as AnyRecord;
  return { kind: name, id, etag, row, textHash, index: found.index, record };
}

type Reader = ReturnType<typeof prepareReader>;

/** Built once per connection and kind: building the query took longer than running it. */
const readers = new WeakMap<Connection, Map<KindName, Reader>>();

function readerOf(connection: Connection, name: KindName): Reader {
  const known = readers.get(connection) ?? new Map<KindName, Reader>();
  readers.set(connection, known);
  const reader = known.get(name) ?? prepareReader(connection, name);
  known.set(name, reader);
  return reader;
}

function prepareReader({ db }: Connection, name: KindName) {
  const kind = kindOf(name);
  return db
    .select({
      record: getTableColumns(kind.table),
      meta: getTableColumns(records),
      index: indexState,
    })
    .from(records)
    .innerJoin(kind.table, eq(keyOf(kind), records.id))
    .where(and(eq(records.kind, name), eq(records.id, sql.placeholder('id'))))
    .prepare();
}

/** Of the current space: a job without a reason waits, one with a reason failed. */
const indexState = sql<IndexState>`CASE
  WHEN ${records.text_hash} IS NULL THEN 'none'
  ELSE coalesce((
    SELECT CASE WHEN wm_jobs.row IS NULL THEN 'current' WHEN wm_jobs.reason IS NULL THEN 'queued' ELSE 'failed' END
    FROM wm_spaces LEFT JOIN wm_jobs
      ON wm_jobs.space = wm_spaces.space AND wm_jobs.row = ${records}.row
    WHERE wm_spaces.state = 'current'
  ), 'queued') END`;

/** Heads of the rows that exist. */
export function readHeads(
  { db }: Connection,
  rows: readonly RecordRow[],
): ReadonlyMap<RecordRow, RecordHead> {
  const heads = new Map<RecordRow, RecordHead>();
  for (const chunk of chunks(rows, CHUNK)) {
    const found = db
      .select()
      .from(records)
      .where(inArray(records.row, [...chunk]))
      .all();
    for (const [name, group] of byKind(found)) addHeads(db, heads, { name, group });
  }
  return heads;
}

type RecordMeta = typeof records.$inferSelect;

function byKind(rows: readonly RecordMeta[]): ReadonlyMap<KindName, readonly RecordMeta[]> {
  const groups = new Map<KindName, RecordMeta[]>();
  for (const row of rows) {
    const name = row.kind as KindName;
    groups.set(name, [...(groups.get(name) ?? []), row]);
  }
  return groups;
}

function addHeads(
  db: Connection['db'],
  heads: Map<RecordRow, RecordHead>,
  { name, group }: { readonly name: KindName; readonly group: readonly RecordMeta[] },
): void {
  const kind = kindOf(name);
  const ids = group.map(({ id }) => id);
  const found: AnyRecord[] = db
    .select()
    .from(kind.table)
    .where(inArray(keyOf(kind), ids))
    .all();
  const byId = new Map(found.map((record) => [String(record[kind.primaryKey]), record]));
  for (const { row, id } of group) {
    const record = byId.get(id);
    if (record) heads.set(row, { row, kind: name, id, title: titleOf(kind, record), record });
  }
}

export function* chunks<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  for (let start = 0; start < items.length; start += size) yield items.slice(start, start + size);
}
