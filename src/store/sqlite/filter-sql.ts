import { getTableColumns, sql, type Column, type SQL } from 'drizzle-orm';

import type { Field, Operator } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import { resolveField } from '#src/kinds/resolve-field';
import { isDay, nextDay } from '#src/kinds/timestamp';
import type { Comparison, Filter, Scalar } from '#src/store/store';

/**
 * A filter as a condition on a kind's table: true where it holds, false or NULL where it does
 * not. Values are bound, columns come from the registry.
 */
export const filterSql = (kind: Kind, filter: Filter): SQL => conditionSql(kind, filter, false);

/** Beneath a NOT a comparison must not be NULL; elsewhere COALESCE would only hide the index from SQLite. */
function conditionSql(kind: Kind, filter: Filter, negated: boolean): SQL {
  const each = (inner: Filter): SQL => conditionSql(kind, inner, negated);
  if ('and' in filter) return joined(filter.and.map(each), ALL);
  if ('or' in filter) return joined(filter.or.map(each), ANY);
  if ('not' in filter) return sql`NOT ${conditionSql(kind, filter.not, true)}`;
  const condition = comparisonSql(kind, filter);
  return negated ? sql`COALESCE(${condition}, 0)` : condition;
}

interface Connective {
  readonly separator: SQL;
  /** What none at all come to. */
  readonly empty: SQL;
}
const ALL: Connective = { separator: sql` AND `, empty: sql`1` };
const ANY: Connective = { separator: sql` OR `, empty: sql`0` };

const joined = (conditions: readonly SQL[], { separator, empty }: Connective): SQL =>
  conditions.length === 0 ? empty : sql`(${sql.join([...conditions], separator)})`;

function comparisonSql(kind: Kind, comparison: Comparison): SQL {
  const field = resolveField(kind, comparison.field);
  if (!field?.operators.includes(comparison.op)) return absent(comparison);
  const column = getTableColumns(kind.table)[field.name] as Column;
  const test = tests(field)[comparison.op];
  const values = Array.isArray(comparison.value)
    ? (comparison.value as readonly Scalar[])
    : [comparison.value as Scalar];
  return test(sql`${column}`, values);
}

/** A kind without the field, or whose field cannot be asked so, answers as if it were NULL in every record. */
const HOLDS_ON_NULL: ReadonlySet<Operator> = new Set(['ne', 'nin']);
const absent = ({ op, value }: Comparison): SQL =>
  (op === 'null' ? value === true : HOLDS_ON_NULL.has(op)) ? sql`1` : sql`0`;

type Test = (column: SQL, values: readonly Scalar[]) => SQL;
type Tests = Readonly<Record<Operator, Test>>;

function tests(field: Field): Tests {
  if (field.type === 'list') return LIST;
  return field.type === 'timestamp' ? TIME : PLAIN;
}

const bound = (value: Scalar | undefined): SQL =>
  sql`${typeof value === 'boolean' ? Number(value) : value}`;
const all = (values: readonly Scalar[]): SQL => sql.join(values.map(bound), sql`, `);
const anyOf = (conditions: readonly SQL[]): SQL =>
  conditions.length === 0 ? sql`0` : sql`(${sql.join([...conditions], sql` OR `)})`;

/** LIKE folds ASCII case; its wildcards are escaped. */
const pattern = (value: Scalar | undefined): string =>
  String(value).replace(/[\\%_]/g, (wildcard) => `\\${wildcard}`);
const like = (column: SQL, text: string): SQL => sql`${column} LIKE ${text} ESCAPE '\\'`;

const isNull: Test = (column, [wanted]) =>
  wanted === true ? sql`${column} IS NULL` : sql`${column} IS NOT NULL`;

/** Negations hold on NULL: who asks for "not done" wants what has no status, too. */
const PLAIN: Tests = {
  eq: (column, [value]) => sql`${column} = ${bound(value)}`,
  ne: (column, [value]) => sql`${column} IS NOT ${bound(value)}`,
  in: (column, values) => sql`${column} IN (${all(values)})`,
  nin: (column, values) => sql`(${column} IS NULL OR ${column} NOT IN (${all(values)}))`,
  lt: (column, [value]) => sql`${column} < ${bound(value)}`,
  lte: (column, [value]) => sql`${column} <= ${bound(value)}`,
  gt: (column, [value]) => sql`${column} > ${bound(value)}`,
  gte: (column, [value]) => sql`${column} >= ${bound(value)}`,
  has: (column, [value]) => sql`${column} = ${bound(value)}`,
  contains: (column, [value]) => like(column, `%${pattern(value)}%`),
  starts: (column, [value]) => like(column, `${pattern(value)}%`),
  null: isNull,
};

/** A day stands for all its moments: `lte` includes it, `gt` begins after it. */
const after = (value: Scalar | undefined): { readonly text: string; readonly day: boolean } => {
  const text = String(value);
  return isDay(text) ? { text: nextDay(text), day: true } : { text, day: false };
};

const sameTime: Test = (column, [value]) => {
  const { text, day } = after(value);
  return day ? sql`(${column} >= ${value} AND ${column} < ${text})` : sql`${column} = ${text}`;
};
const sameAny: Test = (column, values) => anyOf(values.map((value) => sameTime(column, [value])));

const TIME: Tests = {
  ...PLAIN,
  eq: sameTime,
  ne: (column, values) => sql`NOT COALESCE(${sameTime(column, values)}, 0)`,
  in: sameAny,
  nin: (column, values) => sql`NOT COALESCE(${sameAny(column, values)}, 0)`,
  lte: (column, [value]) => {
    const { text, day } = after(value);
    return day ? sql`${column} < ${text}` : sql`${column} <= ${text}`;
  },
  gt: (column, [value]) => {
    const { text, day } = after(value);
    return day ? sql`${column} >= ${text}` : sql`${column} > ${text}`;
  },
};

/** A list is asked for its elements; an absent list has none. */
const element = (column: SQL, condition: SQL): SQL =>
  sql`EXISTS (SELECT 1 FROM json_each(${column}) WHERE ${condition})`;
const hasAny: Test = (column, values) => element(column, sql`json_each.value IN (${all(values)})`);
const hasNone: Test = (column, values) => sql`NOT ${hasAny(column, values)}`;

const LIST: Tests = {
  ...PLAIN,
  eq: hasAny,
  has: hasAny,
  in: hasAny,
  ne: hasNone,
  nin: hasNone,
  contains: (column, [value]) => element(column, like(sql`json_each.value`, `%${pattern(value)}%`)),
};
