import { sql, type SQL } from 'drizzle-orm';

import { kindOf, searchableKinds, type KindName } from '#src/kinds/index';
import type { Filter, Term, TextScope } from '#src/store/store';

import { filterSql } from './filter-sql.ts';
import { anyOf } from './match-expression.ts';
import { rowsCalled } from './names.ts';
import { among } from './read.ts';

/** A subquery that yields the row numbers of the records in scope that have text. */
export function scopeSql(scope: TextScope): SQL {
  const wanted = searchableKinds.filter((name) => scope.kinds.includes(name));
  if (wanted.length === 0) return sql`SELECT row FROM wm_records WHERE 0`;
  const { where } = scope;
  const rows = where
    ? sql.join(
        wanted.map((name) => filteredRows(name, where)),
        sql` UNION ALL `,
      )
    : rowsOfKinds(wanted);
  return narrowed(rows, scope);
}

/** True when the scope leaves nothing out, so that a leg need not ask for it. */
export const isWhole = (scope: TextScope): boolean =>
  !scope.where &&
  !scope.require?.all.length &&
  !scope.require?.none.length &&
  !scope.only &&
  !scope.without?.length &&
  searchableKinds.every((name) => scope.kinds.includes(name));

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

/** A term without a single token demands nothing; one that names a record demands no word of it. */
function narrowed(rows: SQL, { require, only, without }: TextScope): SQL {
  const demands = [
    ...(require?.all ?? []).flatMap((term) => holding(term)),
    ...(require?.none ?? []).flatMap((term) => holding(term).map((held) => sql`NOT ${held}`)),
    ...(only ? [sql`row IN ${among(only)}`] : []),
    ...(without?.length ? [sql`row NOT IN ${among(without)}`] : []),
  ];
  if (demands.length === 0) return rows;
  return sql`SELECT row FROM (${rows}) WHERE ${sql.join(demands, sql` AND `)}`;
}

function holding(term: Term): readonly SQL[] {
  const [expression, called] = [anyOf([term]), rowsCalled(term.text)];
  if (expression === '') return [];
  const matching = sql`row IN (${matchingRows(expression)})`;
  return [called ? sql`(${matching} OR row IN (${called}))` : sql`(${matching})`];
}

const matchingRows = (expression: string): SQL =>
  sql`SELECT rowid FROM wm_keywords WHERE wm_keywords MATCH ${expression}`;
