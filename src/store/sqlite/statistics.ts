import { sql, type SQL } from 'drizzle-orm';

import { kindOf } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import { titleOf } from '#src/kinds/title';
import type {
  Bucket,
  CountQuery,
  Counts,
  Dimension,
  Measure,
  Statistics,
  Tally,
  Untouched,
  UntouchedQuery,
} from '#src/store/store';

import type { Connection } from './connection.ts';
import { createFacets } from './facets.ts';
import { filterSql } from './filter-sql.ts';
import { keyOf } from './read.ts';
import { records } from './schema.ts';
import {
  measureSql,
  sinceSql,
  sourceOf,
  valueIn,
  valueSql,
  type Source,
} from './statistics-sql.ts';

export function createStatistics(connection: Connection): Statistics {
  const countFacets = createFacets(connection);
  return {
    counts: async (query) => atOnce(connection, () => countRecords(connection, query)),
    facets: async (query) => atOnce(connection, () => countFacets(query)),
    untouched: async (query) => atOnce(connection, () => findUntouched(connection, query)),
  };
}

/** Several statements see one moment of the file, whoever else writes to it. */
const atOnce = <T>({ sqlite }: Connection, read: () => T): T => sqlite.transaction(read)();

export function countRecords({ db }: Connection, query: CountQuery): Counts {
  const kind = kindOf(query.kind);
  const where = query.where ? filterSql(kind, query.where) : sql`1`;
  const measures = (query.measures ?? []).map((name) => ({ name, source: sourceOf(kind, name) }));
  const task: Task = { kind, where, measures };
  const [whole] = db.all<Row>(totalSql(task));
  const by = query.by.map((dimension) => {
    const source = sourceOf(kind, dimension.field);
    const rows = db.all<Row>(bucketsSql(task, dimension, source));
    return [dimension.name, rows.map((row) => bucketOf(row, source, task))] as const;
  });
  const { count: total, ...rest } = tallyOf(whole ?? { count: 0 }, task);
  return { total, ...rest, by: Object.fromEntries(by) };
}

interface Task {
  readonly kind: Kind;
  readonly where: SQL;
  readonly measures: readonly { readonly name: string; readonly source: Source }[];
}

/** `value`, `count`, and for each measure its figures under its position: `n0`, `sum0`, `least0`, `most0`. */
type Row = Readonly<Record<string, unknown>> & { readonly count: number };

const figuresSql = (numbers: readonly SQL[]): SQL =>
  sql.join(
    [
      sql`count(*) AS count`,
      ...numbers.map((number, at) => {
        const as = (figure: string) => sql.identifier(`${figure}${at}`);
        return sql`count(${number}) AS ${as('n')}, total(${number}) AS ${as('sum')}, min(${number}) AS ${as('least')}, max(${number}) AS ${as('most')}`;
      }),
    ],
    sql`, `,
  );

const numbersOf = ({ measures }: Task): readonly SQL[] =>
  measures.map(({ source }) => measureSql(source));

const totalSql = (task: Task): SQL =>
  sql`SELECT ${figuresSql(numbersOf(task))} FROM ${task.kind.table} WHERE ${task.where}`;

function bucketsSql(task: Task, dimension: Dimension, source: Source): SQL {
  const where = sql`${task.where} AND ${sinceSql(source, dimension)}`;
  const value = valueSql(source, dimension.unit);
  const grouped =
    source.field.type === 'list'
      ? elementsSql(task, source, where)
      : sql`SELECT ${value} AS value, ${figuresSql(numbersOf(task))} FROM ${task.kind.table} WHERE ${where}`;
  const order = dimension.unit === undefined ? sql`count DESC, ` : sql``;
  return sql`${grouped} GROUP BY 1 ORDER BY ${order}value NULLS LAST`;
}

/** DISTINCT: a list that names an element twice is still one record. */
function elementsSql(task: Task, { column }: Source, where: SQL): SQL {
  const { kind } = task;
  const numbers = numbersOf(task).map((number, at) => sql`${number} AS ${own(at)}`);
  const columns = [sql`${keyOf(kind)}`, sql`element.value AS value`, ...numbers];
  return sql`SELECT value, ${figuresSql(numbers.map((_, at) => own(at)))} FROM (
    SELECT DISTINCT ${sql.join(columns, sql`, `)}
    FROM ${kind.table} LEFT JOIN json_each(${column}) AS element WHERE ${where})`;
}

const own = (at: number): SQL => sql`${sql.identifier(`number${at}`)}`;

const bucketOf = (row: Row, { field }: Source, task: Task): Bucket => ({
  value: valueIn(field, row.value as string | number | null),
  ...tallyOf(row, task),
});

function tallyOf(row: Row, { measures }: Task): Tally {
  const { count } = row;
  if (measures.length === 0) return { count };
  const figures = measures.map(({ name }, at) => [name, measureOf(row, at)] as const);
  return { count, measures: Object.fromEntries(figures) };
}

function measureOf(row: Row, at: number): Measure {
  const number = (name: string): number | null => row[`${name}${at}`] as number | null;
  const [count, sum] = [number('n') ?? 0, number('sum') ?? 0];
  const mean = count === 0 ? null : sum / count;
  return { count, sum, mean, least: number('least'), most: number('most') };
}

export function findUntouched({ db }: Connection, query: UntouchedQuery): Untouched {
  const kind = kindOf(query.kind);
  const where = query.where ? filterSql(kind, query.where) : sql`1`;
  const matching = sql`FROM ${kind.table}
    CROSS JOIN ${records} ON ${records.kind} = ${query.kind} AND ${records.id} = ${keyOf(kind)}
    WHERE ${where} AND ${records.updated_at} < ${query.before}`;
  const [counted] = db.all<{ total: number }>(sql`SELECT count(*) AS total ${matching}`);
  const { column } = sourceOf(kind, kind.title);
  const found = db.all<{ id: string; title: unknown; written: string }>(
    sql`SELECT ${keyOf(kind)} AS id, ${column} AS title, ${records.updated_at} AS written ${matching}
      ORDER BY written, id LIMIT ${query.limit}`,
  );
  return {
    total: counted?.total ?? 0,
    items: found.map(({ id, title, written }) => ({ id, title: named(kind, id, title), written })),
  };
}

const named = (kind: Kind, id: string, title: unknown): string =>
  titleOf(kind, { [kind.title]: title, [kind.primaryKey]: id } satisfies AnyRecord);
