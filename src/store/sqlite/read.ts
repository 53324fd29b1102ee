import { and, eq, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type { IndexState, RecordHead, RecordRow, Stored } from '#src/store/store';

import type { Connection } from './connection.ts';
import { preparedOnce } from './prepared.ts';
import { records } from './schema.ts';

/** What the engine knows beside what the port shows. */
export interface StoredRow extends Stored {
  readonly row: RecordRow;
  readonly version: number;
  readonly textHash: string | null;
}

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
  return { kind: name, id, etag, row, version, textHash, index: found.index, record };
}

const readerOf = preparedOnce(({ db }: Connection, name: KindName) => {
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
});

/** Of the current space: a job without a reason waits, one with a reason failed. */
const indexState = sql<IndexState>`CASE
  WHEN ${records.text_hash} IS NULL THEN 'none'
  ELSE coalesce((
    SELECT CASE WHEN wm_jobs.row IS NULL THEN 'current' WHEN wm_jobs.reason IS NULL THEN 'queued' ELSE 'failed' END
    FROM wm_spaces LEFT JOIN wm_jobs
      ON wm_jobs.space = wm_spaces.space AND wm_jobs.row = ${records}.row
    WHERE wm_spaces.state = 'current'
  ), 'queued') END`;

export function readIndexStates(
  { db }: Connection,
  name: KindName,
  ids: readonly string[],
): ReadonlyMap<string, IndexState> {
  const found = db
    .select({ id: records.id, index: indexState })
    .from(records)
    .where(and(eq(records.kind, name), sql`${records.id} IN ${among(ids)}`))
    .all();
  return new Map(found.map(({ id, index }) => [id, index]));
}

/** Values as one bound text, so that a statement is compiled once whatever their number. */
export const among = (values: readonly (string | number)[]): SQL =>
  sql`(SELECT value FROM json_each(${textOf(values)}))`;

/** A selection is handed over several times for one question, and kept for the next. */
const texts = new WeakMap<readonly (string | number)[], string>();
const LONG = 500;

export function textOf(values: readonly (string | number)[]): string {
  if (values.length < LONG) return JSON.stringify(values);
  const text = texts.get(values) ?? JSON.stringify(values);
  texts.set(values, text);
  return text;
}

/** Heads of the rows that exist. */
export function readHeads(
  connection: Connection,
  rows: readonly RecordRow[],
): ReadonlyMap<RecordRow, RecordHead> {
  const found = connection.sqlite
    .prepare<[string], Meta>(
      'SELECT row, kind, id FROM wm_records WHERE row IN (SELECT value FROM json_each(?))',
    )
    .all(textOf(rows));
  const known = new Set(found.map(({ kind }) => kind));
  return new Map(
    kindNames
      .filter((name) => known.has(name))
      .flatMap((name) =>
        headsOfKind(
          connection,
          name,
          found.filter(({ kind }) => kind === name),
        ),
      ),
  );
}

interface Meta {
  readonly row: RecordRow;
  readonly kind: KindName;
  readonly id: string;
}

function headsOfKind(
  connection: Connection,
  name: KindName,
  metas: readonly Meta[],
): readonly (readonly [RecordRow, RecordHead])[] {
  const kind = kindOf(name);
  const ids = JSON.stringify(metas.map(({ id }) => id));
  const found: readonly AnyRecord[] = headReaderOf(connection, name).all({ ids });
  const byId = new Map(found.map((record) => [String(record[kind.primaryKey]), record]));
  return metas.flatMap(({ row, id }) => {
    const record = byId.get(id);
    return record ? [[row, { row, kind: name, id, title: titleOf(kind, record), record }]] : [];
  });
}

const headReaderOf = preparedOnce(({ db }: Connection, name: KindName) => {
  const kind = kindOf(name);
  return db
    .select(headColumns(kind))
    .from(kind.table)
    .where(sql`${keyOf(kind)} IN (SELECT value FROM json_each(${sql.placeholder('ids')}))`)
    .prepare();
});

/** All fields but the prose, which can be megabytes and of which hits show passages only. */
function headColumns(kind: Kind): Record<string, SQLiteColumn> {
  const prose: readonly string[] = kind.passages?.text ?? [];
  return Object.fromEntries(
    Object.entries(getTableColumns(kind.table)).filter(
      ([name]) => name === kind.title || !prose.includes(name),
    ),
  );
}
