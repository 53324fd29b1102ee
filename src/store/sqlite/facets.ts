import { getTableColumns, sql, type SQL } from 'drizzle-orm';

import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';
import { table as recordTags } from '#src/kinds/record-tags';
import { resolveFilter, TAGS } from '#src/kinds/resolve-field';
import type { Bucket, Counted, FacetCounts, FacetQuery, RecordRow } from '#src/store/store';

import type { Connection } from './connection.ts';
import { filterSql } from './filter-sql.ts';
import { keyOf } from './read.ts';
import { sourceOf, valueIn, valueSql } from './statistics-sql.ts';

type Db = Connection['db'];
type Dimension = FacetQuery['by'][number];

/** One statement for each kind: its records are looked up once, however many ways they are told apart. */
export const countFacets = ({ db }: Connection, { of, by }: FacetQuery): FacetCounts[] =>
  partsOf(db, of).map((part) => countPart(db, part, by));

/** Records of one kind. */
interface Part {
  readonly name: KindName;
  readonly where: SQL;
}

const partsOf = (db: Db, of: Counted): readonly Part[] =>
  'rows' in of
    ? partsOfRows(db, of.rows)
    : [{ name: of.kind, where: of.where ? filterSql(kindOf(of.kind), of.where) : sql`1` }];

/** The ids go from one statement into the next as JSON, so that no row becomes an object on the way. */
function partsOfRows(db: Db, rows: readonly RecordRow[]): readonly Part[] {
  const found = db.values<[KindName, string]>(
    sql`SELECT kind, json_group_array(wm_records.id) FROM json_each(${JSON.stringify(rows)}) AS wanted
      CROSS JOIN wm_records ON wm_records.row = wanted.value GROUP BY kind`,
  );
  return found
    .filter(([name]) => kindNames.includes(name))
    .map(([name, ids]) => ({
      name,
      where: sql`${keyOf(kindOf(name))} IN (SELECT value FROM json_each(${ids}))`,
    }));
}

function countPart(db: Db, { name, where }: Part, by: readonly Dimension[]): FacetCounts {
  const kind = kindOf(name);
  const known = by.filter(({ field }) => resolveFilter(kind, field) !== undefined);
  const shapes = known.map((dimension, at) => shapeOf(kind, dimension, own(at)));
  const [[, , total] = NONE, ...counted] = db.values<Row>(sql`
    WITH found AS MATERIALIZED (SELECT ${columnsOf(kind, shapes)} FROM ${kind.table} WHERE ${where})
    SELECT -1, NULL, count(*) FROM found ${sql.join(shapes.map(bucketsSql))}`);
  const bucketsOf = ({ field }: Dimension, at: number): readonly Bucket[] =>
    counted
      .filter(([of]) => of === at)
      .map(([, value, count]) => ({ value: valueIn(resolveFilter(kind, field), value), count }));
  return {
    kind: name,
    total,
    by: Object.fromEntries(
      known.map((dimension, at) => [dimension.name, bucketsOf(dimension, at)]),
    ),
  };
}

/** Position of the dimension (-1: of no dimension), value, count. */
type Row = [at: number, value: string | number | null, count: number];
const NONE: Row = [-1, null, 0];

/** How the values of a dimension come from the records found. */
interface Shape {
  /** What is kept of a record. */
  readonly column: SQL;
  /** A query of `value` and of how many `records` found have it; a value may come in several rows. */
  readonly values: SQL;
}

function shapeOf(kind: Kind, { field: name, unit }: Dimension, column: SQL): Shape {
  if (resolveFilter(kind, name) === TAGS)
    return { column: ownTags(kind), values: tagsSql(kind, column) };
  const source = sourceOf(kind, name);
  return source.field.type === 'list'
    ? { column: sql`${source.column}`, values: elementsSql(column) }
    : {
        column: valueSql(source, unit),
        values: sql`SELECT ${column} AS value, 1 AS records FROM found`,
      };
}

const own = (at: number): SQL => sql`${sql.identifier(`value${at}`)}`;

const columnsOf = (kind: Kind, shapes: readonly Shape[]): SQL =>
  sql.join(
    [
      sql`${keyOf(kind)} AS record`,
      ...shapes.map(({ column }, at) => sql`${column} AS ${own(at)}`),
    ],
    sql`, `,
  );

const bucketsSql = ({ values }: Shape, at: number): SQL =>
  sql` UNION ALL SELECT ${sql.raw(String(at))}, value, sum(records) FROM (${values}) GROUP BY value`;

/**
 * Few lists are different from all others, so that equal ones are taken apart once (10,000 records:
 * half the time). DISTINCT: a list that names an element twice is still one record.
 */
const elementsSql = (list: SQL): SQL =>
  sql`SELECT DISTINCT list, records, element.value AS value
    FROM (SELECT ${list} AS list, count(*) AS records FROM found GROUP BY list)
    LEFT JOIN json_each(list) AS element`;

const ownTags = ({ table, tags }: Kind): SQL =>
  tags === undefined ? sql`NULL` : sql`${getTableColumns(table)[tags]}`;

/** Tags put on a record and those of a list of its own; UNION takes one that is both for one. */
function tagsSql({ name, tags }: Kind, list: SQL): SQL {
  const put = sql`SELECT ${recordTags.record_id} AS record, ${recordTags.tag} AS value
    FROM ${recordTags} WHERE ${recordTags.record_kind} = ${name}`;
  const all =
    tags === undefined
      ? put
      : sql`${put} UNION SELECT record, element.value FROM found JOIN json_each(${list}) AS element`;
  return sql`SELECT tagged.value, 1 AS records FROM found LEFT JOIN (${all}) AS tagged ON tagged.record = found.record`;
}
