import { getTableColumns, sql, type SQL } from 'drizzle-orm';

import type { Kind } from '#src/kinds/kind';
import { table as recordTags } from '#src/kinds/record-tags';
import { resolveFilter, TAGS } from '#src/kinds/resolve-field';
import type { FacetQuery } from '#src/store/store';

import { keyOf } from './read.ts';
import { sourceOf, valueSql } from './statistics-sql.ts';

export type FacetDimension = FacetQuery['by'][number];

/** The list of a kind's own whose elements count as tags; NULL when it has none. */
export const ownTags = ({ table, tags }: Kind): SQL =>
  tags === undefined ? sql`NULL` : sql`${getTableColumns(table)[tags]}`;

/** Which kinds have tags put on records, beside those of a list of their own. */
export interface TaggedKinds {
  has(kind: string): boolean;
}

/**
 * What one record of the kind's table has in all dimensions, as a JSON list: a value, a list of them, or
 * null.
 */
export const profileSql = (kind: Kind, by: readonly FacetDimension[], tagged: TaggedKinds): SQL =>
  sql`json_array(${sql.join(
    by.map((dimension) => valueOrList(kind, dimension, tagged)),
    sql`, `,
  )})`;

function valueOrList(kind: Kind, { field: name, unit }: FacetDimension, tagged: TaggedKinds): SQL {
  const field = resolveFilter(kind, name);
  if (field === undefined) return sql`NULL`;
  if (field === TAGS) return tagsSql(kind, tagged);
  const source = sourceOf(kind, name);
  return source.field.type === 'list' ? sql`json(${source.column})` : valueSql(source, unit);
}

function tagsSql(kind: Kind, tagged: TaggedKinds): SQL {
  const own = kind.tags === undefined ? sql`NULL` : sql`json(${ownTags(kind)})`;
  if (!tagged.has(kind.name)) return own;
  return sql`(SELECT json_group_array(value) FROM (
    SELECT ${recordTags.tag} AS value FROM ${recordTags}
      WHERE ${recordTags.record_kind} = ${kind.name} AND ${recordTags.record_id} = ${keyOf(kind)}
    UNION SELECT value FROM json_each(${ownTags(kind)})))`;
}

type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/** The values of a dimension in a profile that was read, each once: as SQLite's own `json_each` takes a list apart. */
export function valuesRead(json: Json): readonly (string | number)[] {
  if (json === null || typeof json !== 'object') return scalarsOf(json);
  const elements: readonly Json[] = Array.isArray(json) ? json : Object.values(json);
  return [...new Set(elements.flatMap(scalarsOf))];
}

function scalarsOf(element: Json): readonly (string | number)[] {
  if (element === null) return [];
  if (typeof element === 'boolean') return [Number(element)];
  return [typeof element === 'object' ? JSON.stringify(element) : element];
}
