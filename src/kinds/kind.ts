import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';

import { describeFields, type Field } from './field.ts';
import { createSchemas } from './schemas.ts';

/** A table as drizzle describes it. Its name is the kind's name everywhere. */
export type KindTable = SQLiteTable;

/** How ids are made when none is given. */
export type IdFormat =
  /** `WS-TASK-001`: prefix and a number of at least three digits, allocated by the store. */
  | { readonly style: 'counter'; readonly prefix: string }
  /** `ACT-01JD…`: prefix and a ULID, which sorts by creation. */
  | { readonly style: 'ulid'; readonly prefix: string }
  /** Only the writer knows it: it must be given. */
  | { readonly style: 'given' }
  /** A hash of fields that identify the record, so that writing it again finds it. */
  | { readonly style: 'hash'; readonly prefix: string; readonly of: readonly string[] };

/** Names that mean the same in every kind, for filters and counts across kinds. */
export const FACETS = ['status', 'repo', 'severity', 'priority', 'type', 'date'] as const;
export type Facet = (typeof FACETS)[number];

/** Which text of a record is found by its meaning. */
export interface PassageSpec<F extends string = string> {
  /** Put before every passage with the title (DESIGN: title, status and date belong in the embedded text). */
  readonly context: readonly F[];
  /** Prose fields, cut into sections. */
  readonly text: readonly F[];
  /** Field that names the text's format (`markdown`, `rst`, …); Markdown when there is none. */
  readonly format?: F;
}

/** When a record counts as the one that holds today. */
export interface Lifecycle<F extends string = string> {
  readonly field: F;
  /** Values under which the record no longer holds. */
  readonly past: readonly string[];
  /** Field with the reference to its successor. */
  readonly supersededBy?: F;
  /** Field with references to what it replaces. */
  readonly supersedes?: F;
}

type FieldName<T extends KindTable> = Extract<keyof T['$inferSelect'], string>;

export interface KindSpec<T extends KindTable = KindTable, Short extends string = string> {
  readonly table: T;
  /** One record, in a sentence: "task". */
  readonly label: string;
  /** Names that people type instead of the kind's name. */
  readonly short: readonly Short[];
  readonly id: IdFormat;
  /** Field shown as the record's name. */
  readonly title: FieldName<T>;
  /** Newest first, unless asked otherwise: a field, `-` before it for descending. */
  readonly sort: FieldName<T> | `-${FieldName<T>}`;
  readonly facets: Readonly<Partial<Record<Facet, FieldName<T>>>>;
  readonly passages?: PassageSpec<FieldName<T>>;
  readonly lifecycle?: Lifecycle<FieldName<T>>;
  /** Fields whose order of enumeration is an order of rank, highest first. */
  readonly ranked?: readonly FieldName<T>[];
  /** Fields that take another field's value when they are not given. */
  readonly copies?: Readonly<Partial<Record<FieldName<T>, FieldName<T>>>>;
}

/** A kind with all that is derived from its table and spec. */
export interface Kind<T extends KindTable = KindTable> extends Omit<
  KindSpec<T>,
  'title' | 'sort' | 'facets' | 'passages' | 'lifecycle' | 'ranked' | 'copies'
> {
  readonly name: string;
  readonly title: string;
  readonly sort: string;
  readonly facets: Readonly<Partial<Record<Facet, string>>>;
  readonly passages?: PassageSpec;
  readonly lifecycle?: Lifecycle;
  readonly copies: Readonly<Record<string, string>>;
  readonly primaryKey: string;
  /** Sets of fields that no two records share, beside the primary key. */
  readonly unique: readonly (readonly string[])[];
  readonly fields: Readonly<Record<string, Field>>;
  /** A whole record as it is given: id optional, unknown fields refused. */
  readonly input: z.ZodType<T['$inferInsert']>;
  /** Any subset of the fields but the primary key. */
  readonly patch: z.ZodType<Partial<T['$inferInsert']>>;
}

/** A record of any kind, as it is stored and sent. */
export type AnyRecord = Readonly<Record<string, unknown>>;

/** Derives a kind from its table: fields, operators, references and schemas. Throws when there is no single primary key. */
export function defineKind<T extends KindTable>(spec: KindSpec<T>): Kind<T> {
  const { title, sort, facets, passages, lifecycle, ranked = [] } = spec;
  const { copies = {}, ...rest } = spec;
  const fields = describeFields(spec.table, {
    ranked,
    optional: Object.keys(copies),
    idIsGiven: spec.id.style === 'given',
  });
  const schemas = createSchemas(spec.table, fields);
  return {
    ...rest,
    name: getTableName(spec.table),
    title,
    sort,
    facets: facets,
    ...(passages && { passages }),
    ...(lifecycle && { lifecycle }),
    copies: copies,
    primaryKey: primaryKeyOf(spec.table),
    unique: uniqueSetsOf(spec.table),
    fields,
    input: schemas.input as z.ZodType<T['$inferInsert']>,
    patch: schemas.patch as z.ZodType<Partial<T['$inferInsert']>>,
  };
}

function primaryKeyOf(table: KindTable): string {
  const columns = getTableColumns(table);
  const keys = Object.keys(columns).filter((name) => columns[name]?.primary);
  const [key] = keys;
  if (key === undefined || keys.length > 1 || getTableConfig(table).primaryKeys.length > 0)
    throw new TypeError(`The table ${getTableName(table)} needs one primary key column.`);
  return key;
}

function uniqueSetsOf(table: KindTable): readonly (readonly string[])[] {
  const { indexes, columns } = getTableConfig(table);
  const single = columns.filter((column) => column.isUnique).map((column) => [column.name]);
  const combined = indexes
    .filter((index) => index.config.unique)
    .map((index) =>
      index.config.columns.flatMap((column) => ('name' in column ? [column.name] : [])),
    );
  return [...single, ...combined];
}
