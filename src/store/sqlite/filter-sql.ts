import { getTableColumns, sql, type Column, type SQL } from 'drizzle-orm';

import type { Field, Operator } from '#src/kinds/field';
import type { Kind } from '#src/kinds/kind';
import { derivedFilter, resolveFilter, type DerivedFilter } from '#src/kinds/resolve-field';
import { isDay, nextDay } from '#src/kinds/timestamp';
import type { Comparison, Filter, Scalar } from '#src/store/store';

import { sourceOf, valueSql } from './statistics-sql.ts';
import { tagged } from './tag-sql.ts';

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
  const field = resolveFilter(kind, comparison.field);
  if (!field?.operators.includes(comparison.op)) return absent(comparison);
  const derived = derivedFilter(kind, comparison.field);
  if (derived) return DERIVED[derived](kind, comparison);
  const column = sql`${getTableColumns(kind.table)[field.name] as Column}`;
  return tests(field)[comparison.op](column, valuesOf(comparison));
}

const valuesOf = ({ value }: Comparison): readonly Scalar[] =>
  Array.isArray(value) ? (value as readonly Scalar[]) : [value as Scalar];

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

const plain = (value: Scalar | undefined) => (typeof value === 'boolean' ? Number(value) : value);
const bound = (value: Scalar | undefined): SQL => sql`${plain(value)}`;
/** SQLite binds 32,766 values at most, and a statement of its own for every number of them is not kept long. */
const MOST_BOUND = 500;
const all = (values: readonly Scalar[]): SQL =>
  values.length > MOST_BOUND
    ? sql`SELECT value FROM json_each(${JSON.stringify(values.map(plain))})`
    : sql.join(values.map(bound), sql`, `);
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

/**
 * Says whether a record has an element for which a condition holds, wherever its elements are kept.
 * `among`: the only values for which it can hold.
 */
type Some = (holds: (element: SQL) => SQL, among?: readonly Scalar[]) => SQL;
type ElementTest = (some: Some, values: readonly Scalar[]) => SQL;

const hasAny: ElementTest = (some, values) =>
  some((element) => sql`${element} IN (${all(values)})`, values);
const hasNone: ElementTest = (some, values) => sql`NOT ${hasAny(some, values)}`;

/** A list is asked for its elements; an absent list has none. */
const ELEMENTS: Readonly<Partial<Record<Operator, ElementTest>>> = {
  eq: hasAny,
  has: hasAny,
  in: hasAny,
  ne: hasNone,
  nin: hasNone,
  contains: (some, [value]) => some((element) => like(element, `%${pattern(value)}%`)),
  null: (some, [wanted]) => {
    const any = some((element) => sql`${element} IS NOT NULL`);
    return wanted === true ? sql`NOT ${any}` : any;
  },
};

const inColumn =
  (column: SQL): Some =>
  (holds, among) =>
    sql`EXISTS (SELECT 1 FROM json_each(${mayHold(column, among)}) WHERE ${holds(sql`json_each.value`)})`;

/** More texts than these are not looked for first. */
const MOST_SOUGHT = 4;

/**
 * The list, or NULL where none of the values can be in it, because the text of none occurs: taking a
 * list apart costs five times as much. Lists are kept as JSON.stringify writes them.
 */
function mayHold(column: SQL, among: readonly Scalar[] = []): SQL {
  if (among.length === 0 || among.length > MOST_SOUGHT) return column;
  if (!among.every((value) => typeof value === 'string')) return column;
  const occurs = among.map((value) => sql`instr(${column}, ${JSON.stringify(value)}) > 0`);
  return sql`CASE WHEN ${sql.join(occurs, sql` OR `)} THEN ${column} END`;
}

const LIST: Tests = {
  ...PLAIN,
  ...Object.fromEntries(
    Object.entries(ELEMENTS).map(([op, test]): readonly [string, Test] => [
      op,
      (column, values) => test(inColumn(column), values),
    ]),
  ),
};

/** Tags are no column, so that having none is having no element. */
function tagSql(kind: Kind, comparison: Comparison): SQL {
  const test = ELEMENTS[comparison.op];
  return test ? test((holds) => tagged(kind, holds), valuesOf(comparison)) : absent(comparison);
}

/** Every record of a table is of one kind, so that the answer is the same for all of them. */
function kindSql({ name, short }: Kind, comparison: Comparison): SQL {
  const named = valuesOf(comparison).some((value) => [name, ...short].includes(String(value)));
  return named === !HOLDS_ON_NULL.has(comparison.op) ? sql`1` : sql`0`;
}

/** As counts by year tell it. */
function yearSql(kind: Kind, comparison: Comparison): SQL {
  const source = sourceOf(kind, 'date');
  const values = valuesOf(comparison);
  const asked = PLAIN[comparison.op](sql`CAST(${valueSql(source, 'year')} AS INTEGER)`, values);
  const indexed = comparison.op === 'eq' && source.field.moment === undefined;
  return indexed
    ? sql`(${withinYear(sql`${source.column}`, Number(values[0]))} AND ${asked})`
    : asked;
}

/** For the index of the column. Ends that look like numbers would be compared as such: a column of moments is numeric to SQLite. */
const withinYear = (column: SQL, year: number): SQL => {
  const from = `${String(year).padStart(4, '0')}-`;
  return sql`${column} >= ${from} AND ${column} < ${`${from}~`}`;
};

const DERIVED: Readonly<Record<DerivedFilter, (kind: Kind, comparison: Comparison) => SQL>> = {
  tag: tagSql,
  kind: kindSql,
  year: yearSql,
};
