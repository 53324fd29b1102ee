import { sql, type SQL } from 'drizzle-orm';

import { kindOf, searchableKinds, type KindName } from '#src/kinds/index';
import type { Filter, Scope } from '#src/store/store';

import { filterSql } from './filter-sql.ts';

/** A subquery that yields the row numbers of the records in scope that have text. */
export function scopeSql({ kinds, where }: Scope): SQL {
  const wanted = searchableKinds.filter((name) => kinds.includes(name));
  if (wanted.length === 0) return sql`SELECT row FROM wm_records WHERE 0`;
  if (!where) return rowsOfKinds(wanted);
  return sql.join(
    wanted.map((name) => filteredRows(name, where)),
    sql` UNION ALL `,
  );
}

/** True when the scope leaves nothing out, so that a leg need not ask for it. */
export const isWhole = ({ kinds, where }: Scope): boolean =>
  !where && searchableKinds.every((name) => kinds.includes(name));

/** All kinds with text are not named: a scan in row order takes a quarter of the time of their index and a sort. */
function rowsOfKinds(names: readonly KindName[]): SQL {
  const all = sql`SELECT row FROM wm_records WHERE text_hash IS NOT NULL`;
  if (names.length === searchableKinds.length) return all;
  const listed = sql.join(
    names.map((name) => sql`${name}`),
    sql`, `,
  );
  return sql`${all} AND kind IN (${listed})`;
}

/** The kind's table first (CROSS JOIN keeps the order): its indexes serve the filter, and only what passes is looked up. */
function filteredRows(name: KindName, where: Filter): SQL {
  const kind = kindOf(name);
  return sql`SELECT wm_records.row FROM ${kind.table}
    CROSS JOIN wm_records ON wm_records.kind = ${name}
      AND wm_records.id = ${sql.identifier(name)}.${sql.identifier(kind.primaryKey)}
    WHERE wm_records.text_hash IS NOT NULL AND ${filterSql(kind, where)}`;
}
