import { getTableColumns, getTableName, type Column } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';

import { holdsMoments, holdsSeconds, jsonShape, varcharValues } from './columns.ts';

export const FIELD_TYPES = [
  'string',
  'enum',
  'integer',
  'number',
  'boolean',
  'timestamp',
  'list',
  'object',
  'json',
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export const OPERATORS = [
  'eq',
  'ne',
  'in',
  'nin',
  'lt',
  'lte',
  'gt',
  'gte',
  'has',
  'contains',
  'starts',
  'null',
] as const;
export type Operator = (typeof OPERATORS)[number];

const EQUALITY = ['eq', 'ne', 'in', 'nin'] as const;
const ORDER = ['lt', 'lte', 'gt', 'gte'] as const;

/** Which operators a filter may use on a field of a type. On a list, `eq` and `in` ask for elements, as `has` does. */
export const OPERATORS_BY_TYPE: Readonly<Record<FieldType, readonly Operator[]>> = {
  string: [...EQUALITY, ...ORDER, 'contains', 'starts', 'null'],
  enum: [...EQUALITY, 'contains', 'starts', 'null'],
  integer: [...EQUALITY, ...ORDER, 'null'],
  number: [...EQUALITY, ...ORDER, 'null'],
  boolean: ['eq', 'ne', 'null'],
  timestamp: [...EQUALITY, ...ORDER, 'starts', 'null'],
  list: [...EQUALITY, 'has', 'contains', 'null'],
  object: ['contains', 'null'],
  json: ['contains', 'null'],
};

/** A column as programs and people see it: enough to build a form or a filter. */
export interface Field {
  readonly name: string;
  readonly type: FieldType;
  /** Must be given when a record is created. */
  readonly required: boolean;
  readonly nullable: boolean;
  readonly primaryKey: boolean;
  /** Known values, in order of rank where `ranked`. */
  readonly values?: readonly string[];
  readonly ranked: boolean;
  /** A number that is a moment. */
  readonly moment?: 'unix_seconds';
  readonly default?: string | number | boolean;
  /** The service fills it in when a record is made without it. */
  readonly generated: boolean;
  /** The record that a foreign key points at. */
  readonly references?: { readonly kind: string; readonly field: string };
  readonly operators: readonly Operator[];
}

interface FieldMarks {
  readonly ranked: readonly string[];
  /** Not null in the table, yet not asked of who writes: the service fills them in. */
  readonly optional: readonly string[];
  readonly idIsGiven: boolean;
}

export function describeFields(
  table: SQLiteTable,
  marks: FieldMarks,
): Readonly<Record<string, Field>> {
  const references = referencesOf(table);
  return Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([name, column]) => {
      const reference = references.get(name);
      return [
        name,
        { ...describe(name, column, marks), ...(reference && { references: reference }) },
      ];
    }),
  );
}

function describe(name: string, column: Column, marks: FieldMarks): Field {
  const type = typeOf(column);
  const fallback = scalarDefault(column.default);
  return {
    name,
    type,
    required: column.primary
      ? marks.idIsGiven
      : mustBeGiven(column) && !marks.optional.includes(name),
    nullable: !column.notNull,
    primaryKey: column.primary,
    ...(type === 'enum' && { values: valuesOf(column) }),
    ranked: marks.ranked.includes(name),
    ...(holdsSeconds(column) && { moment: 'unix_seconds' as const }),
    ...(fallback !== undefined && { default: fallback }),
    generated: column.defaultFn !== undefined,
    operators: OPERATORS_BY_TYPE[type],
  };
}

const mustBeGiven = (column: Column): boolean => column.notNull && !column.hasDefault;

const valuesOf = (column: Column): readonly string[] =>
  column.enumValues ?? varcharValues(column) ?? [];

function typeOf(column: Column): FieldType {
  const shape = jsonShape(column);
  if (shape) return shape;
  const sqlType = column.getSQLType();
  if (holdsMoments(column)) return 'timestamp';
  if (valuesOf(column).length > 0) return 'enum';
  if (column.dataType === 'boolean') return 'boolean';
  if (sqlType === 'integer') return 'integer';
  if (sqlType === 'real' || sqlType === 'float') return 'number';
  return 'string';
}

const scalarDefault = (value: unknown): string | number | boolean | undefined =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? value
    : undefined;

function referencesOf(table: SQLiteTable): Map<string, { kind: string; field: string }> {
  const names = new Map(
    Object.entries(getTableColumns(table)).map(([name, column]) => [column.name, name]),
  );
  return new Map(
    getTableConfig(table).foreignKeys.flatMap((key) => {
      const { columns, foreignTable, foreignColumns } = key.reference();
      const [from, to] = [columns[0], foreignColumns[0]];
      if (!from || !to) return [];
      const reference = { kind: getTableName(foreignTable), field: to.name };
      return [[names.get(from.name) ?? from.name, reference] as const];
    }),
  );
}
