import { getTableColumns, sql, type SQL } from 'drizzle-orm';

import type { Kind } from '#src/kinds/kind';
import { table as recordTags } from '#src/kinds/record-tags';

import { keyOf } from './read.ts';

/**
 * Whether a record has a tag that a condition on it holds for, among those put on it and those of
 * a list of its own. The subquery does not depend on the record, so that an index finds the few
 * that have the tag instead of asking every record.
 */
export function tagged(kind: Kind, holds: (tag: SQL) => SQL): SQL {
  const put = sql`${keyOf(kind)} IN (SELECT ${recordTags.record_id} FROM ${recordTags}
    WHERE ${recordTags.record_kind} = ${kind.name} AND ${holds(sql`${recordTags.tag}`)})`;
  const own = kind.tags === undefined ? undefined : getTableColumns(kind.table)[kind.tags];
  if (!own) return put;
  return sql`(${put} OR EXISTS (SELECT 1 FROM json_each(${own}) WHERE ${holds(sql`json_each.value`)}))`;
}
