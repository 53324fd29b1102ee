import { sql, type SQL } from 'drizzle-orm';

import { kindOf, type KindName } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';
import { table as recordTags } from '#src/kinds/record-tags';
import { resolveFilter, TAGS } from '#src/kinds/resolve-field';
import type { Bucket, FacetCounts, FacetQuery, Filter } from '#src/store/store';

import type { Connection } from './connection.ts';
import { createFacetMemory } from './facet-memory.ts';
import { ownTags, type FacetDimension } from './facet-values.ts';
import { filterSql } from './filter-sql.ts';
import { keyOf } from './read.ts';
import { sourceOf, valueIn, valueSql } from './statistics-sql.ts';

/** Counts of records by their numbers come from memory, those of a kind under a filter from one statement. */
export function createFacets(connection: Connection): (query: FacetQuery) => FacetCounts {
  const memory = createFacetMemory(connection);
  return ({ of, by }) => ('rows' in of ? memory(of, by) : countKind(connection, of, by));
}

interface OfKind {
  readonly kind: KindName;
  readonly where?: Filter;
}

/** Its records are looked up once, however many ways they are told apart. */
function countKind(
  { db }: Connection,
  { kind: name, where }: OfKind,
  by: readonly FacetDimension[],
): FacetCounts {
  const kind = kindOf(name);
  const condition = where ? filterSql(kind, where) : sql`1`;
  const known = by.filter(({ field }) => resolveFilter(kind, field) !== undefined);
  const shapes = known.map((dimension, at) => shapeOf(kind, dimension, own(at)));
  const [[, , total] = NONE, ...counted] = db.values<Row>(sql`
    WITH found AS MATERIALIZED (SELECT ${columnsOf(kind, shapes)} FROM ${kind.table} WHERE ${condition})
    SELECT -1, NULL, count(*) FROM found ${sql.join(shapes.map(bucketsSql))}`);
  const bucketsOf = (dimension: FacetDimension): readonly Bucket[] => {
    const at = known.indexOf(dimension);
    if (at < 0) return total > 0 ? [{ value: null, count: total }] : [];
    const field = resolveFilter(kind, dimension.field);
    return counted
      .filter(([of]) => of === at)
      .map(([, value, count]) => ({ value: valueIn(field, value), count }));
  };
  return {
    total,
    kinds: total > 0 ? [{ kind: name, count: total }] : [],
    by: Object.fromEntries(by.map((dimension) => [dimension.name, bucketsOf(dimension)])),
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

function shapeOf(kind: Kind, { field: name, unit }: FacetDimension, column: SQL): Shape {
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
    LEFT JOIN json_each(list) AS element ON element.value IS NOT NULL`;

/** Tags put on a record and those of a list of its own; UNION takes one that is both for one. */
function tagsSql({ name, tags }: Kind, list: SQL): SQL {
  const put = sql`SELECT ${recordTags.record_id} AS record, ${recordTags.tag} AS value
    FROM ${recordTags} WHERE ${recordTags.record_kind} = ${name}`;
  const all =
    tags === undefined
      ? put
      : sql`${put} UNION SELECT record, element.value FROM found JOIN json_each(${list}) AS element
          WHERE element.value IS NOT NULL`;
  return sql`SELECT tagged.value, 1 AS records FROM found LEFT JOIN (${all}) AS tagged ON tagged.record = found.record`;
}
