import { getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { SQLiteColumn } from 'drizzle-orm/sqlite-core';

import { kindOf } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { rankOf, ranksOf, type Ranks } from '#src/kinds/rank';
import type { Keyset, ListPage, ListQuery, ReadQuery, Scalar, SortKey } from '#src/store/store';

import type { Connection } from './connection.ts';
import { filterSql } from './filter-sql.ts';

/** A page of a kind's records in the order of `sort`, then of id; NULLs last in either direction. */
export function listRecords({ db }: Connection, query: ListQuery): ListPage {
  const kind = kindOf(query.kind);
  const where = query.where ? filterSql(kind, query.where) : sql`1`;
  const orders = query.sort.map((key) => orderOf(kind, key));
  const rows: AnyRecord[] = db
    .select(columnsOf(kind, query))
    .from(kind.table)
    .where(query.after ? sql`${where} AND ${afterKeyset(kind, orders, query.after)}` : where)
    .orderBy(...orders.flatMap(orderBy), keyColumn(kind))
    .limit(query.limit + 1)
    .all();
  const items = rows.slice(0, query.limit);
  const last = rows.length > query.limit ? items.at(-1) : undefined;
  return {
    items: query.fields ? items.map((item) => only(kind, query, item)) : items,
    total: countWhere(db, kind, where),
    ...(last && { next: keysetOf(kind, orders, last) }),
  };
}

/** The wanted fields, with those that a cursor is made of. */
export function columnsOf(kind: Kind, { fields, sort }: ReadQuery): Record<string, SQLiteColumn> {
  const wanted = fields && new Set([kind.primaryKey, ...fields, ...sort.map(({ field }) => field)]);
  return Object.fromEntries(
    Object.entries(getTableColumns(kind.table)).filter(([name]) => wanted?.has(name) ?? true),
  );
}

/** Without the fields that only the cursor needed. */
export const only = (kind: Kind, { fields = [] }: ReadQuery, record: AnyRecord): AnyRecord =>
  Object.fromEntries(
    Object.entries(record).filter(([name]) => name === kind.primaryKey || fields.includes(name)),
  );

interface Order {
  readonly expression: SQL;
  readonly descending: boolean;
  readonly value: (record: AnyRecord) => Scalar | null;
}

/** Ranked enumerations sort by rank, highest first. */
export function orderOf(kind: Kind, { field: name, descending }: SortKey): Order {
  const column = getTableColumns(kind.table)[name] as SQLiteColumn;
  const field = kind.fields[name];
  const ranks = field && ranksOf(field);
  if (!ranks)
    return { expression: sql`${column}`, descending, value: (record) => scalar(record[name]) };
  return {
    expression: rankSql(column, ranks),
    descending,
    value: (record) => rankOf(ranks, record[name]) ?? null,
  };
}

/** `rankOf`, of a column. */
function rankSql(column: SQLiteColumn, { known, alike, other }: Ranks): SQL {
  const cases = [
    ...known.map((value, rank) => sql`WHEN ${column} = ${value} THEN ${rank}`),
    ...alike.map(
      (words, rank) =>
        sql`WHEN lower(${column}) IN (${sql.join(
          words.map((word) => sql`${word}`),
          sql`, `,
        )}) THEN ${rank}`,
    ),
  ];
  return sql`CASE WHEN ${column} IS NULL THEN NULL ${sql.join(cases, sql` `)} ELSE ${other} END`;
}

function scalar(value: unknown): Scalar | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'boolean') return Number(value);
  return typeof value === 'string' || typeof value === 'number' ? value : JSON.stringify(value);
}

export const keyColumn = (kind: Kind): SQLiteColumn =>
  getTableColumns(kind.table)[kind.primaryKey] as SQLiteColumn;

/**
 * To SQLite NULL is the least value, so that only the ascending order must say where it comes. Both
 * are read from an index where there is one; `(…) IS NULL` before them would hide it.
 */
export const orderBy = ({ expression, descending }: Order): SQL =>
  descending ? sql`${expression} DESC` : sql`${expression} NULLS LAST`;

/** The rows after a keyset: equal in the first keys and later in the next one. */
function afterKeyset(kind: Kind, orders: readonly Order[], keyset: Keyset): SQL {
  const alternatives = orders.map((order, index) => [
    ...orders.slice(0, index).map((earlier, at) => same(earlier, keyset.values[at] ?? null)),
    later(order, keyset.values[index] ?? null),
  ]);
  const tie = [
    ...orders.map((order, index) => same(order, keyset.values[index] ?? null)),
    sql`${keyColumn(kind)} > ${keyset.id}`,
  ];
  return sql`(${sql.join(
    [...alternatives, tie].map((conditions) => sql`(${sql.join(conditions, sql` AND `)})`),
    sql` OR `,
  )})`;
}

const same = ({ expression }: Order, value: Scalar | null): SQL => sql`${expression} IS ${value}`;

function later({ expression, descending }: Order, value: Scalar | null): SQL {
  if (value === null) return sql`0`;
  const beyond = descending ? sql`${expression} < ${value}` : sql`${expression} > ${value}`;
  return sql`(${beyond} OR ${expression} IS NULL)`;
}

const keysetOf = (kind: Kind, orders: readonly Order[], record: AnyRecord): Keyset => ({
  values: orders.map((order) => order.value(record)),
  id: String(record[kind.primaryKey]),
});

function countWhere(db: Connection['db'], kind: Kind, where: SQL): number {
  const [row] = db
    .select({ total: sql<number>`count(*)` })
    .from(kind.table)
    .where(where)
    .all();
  return row?.total ?? 0;
}
