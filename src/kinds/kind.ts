import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core';
import type { z } from 'zod';

import { describeFields, type Field } from './field.ts';
import { recordFile, type NestedRecords, type RecordFile } from './files.ts';
import type { RelationSpec } from './relations-spec.ts';
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
  /**
   * Texts that are put before every passage with the title. Dates, repositories and levels are filters:
   * as words before a passage they blur its meaning (docs/decisions/0024).
   */
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
  /** Values of one that is not decided yet: what it would replace still holds. */
  readonly proposed?: readonly string[];
  /** Of `past`, values of one that never held: it has replaced nothing. */
  readonly refused?: readonly string[];
  /** Of `past`, values of one that another one has taken the place of. */
  readonly replaced?: readonly string[];
  /** Only records with one of these values have a lifecycle of their own; all when absent. */
  readonly only?: { readonly field: F; readonly values: readonly string[] };
  /** Field with the number by which others name it, within its repository. */
  readonly number?: F;
  /** Fields with its place in its repository, and with its address. */
  readonly path?: F;
  readonly url?: F;
  /** Field with references to the file that says the same: the two are one (DESIGN, resolved question 13). */
  readonly file?: F;
}

/** How the service renews a field by itself: `now` is the moment of the change, `increment` counts the changes. */
export type Renewal = 'now' | 'increment';

type FieldName<T extends KindTable> = Extract<keyof T['$inferSelect'], string>;

/** Fields under the names that mean the same in every kind. */
type FacetFields<F extends string = string> = Readonly<Partial<Record<Facet, F>>>;

export interface KindSpec<
  T extends KindTable = KindTable,
  Short extends string = string,
  Facets extends FacetFields = FacetFields<FieldName<T>>,
> {
  readonly table: T;
  /** Its JSON file; default: the kind's name in capitals with dashes, with the list under the kind's name. */
  readonly file?: Partial<RecordFile>;
  /** Records of other kinds that a file may keep inside one of this kind. */
  readonly nested?: readonly NestedRecords[];
  /** One record, in a sentence: "task". */
  readonly label: string;
  /** Names that people type instead of the kind's name. */
  readonly short: readonly Short[];
  /** Names that its table had in older databases, for their consolidation. */
  readonly formerly?: readonly string[];
  readonly id: IdFormat;
  /** Ids that none of its records can have, for other routes answer at their addresses. */
  readonly reserved?: readonly string[];
  /** Field shown as the record's name. */
  readonly title: FieldName<T>;
  /** Newest first, unless asked otherwise: a field, `-` before it for descending. */
  readonly sort: FieldName<T> | `-${FieldName<T>}`;
  readonly facets: Facets;
  readonly passages?: PassageSpec<FieldName<T>>;
  readonly lifecycle?: Lifecycle<FieldName<T>>;
  /** Fields whose order of enumeration is an order of rank, highest first. */
  readonly ranked?: readonly FieldName<T>[];
  /** Fields that take another field's value when they are not given. */
  readonly copies?: Readonly<Partial<Record<FieldName<T>, FieldName<T>>>>;
  /** How its records are related to others, beside its foreign keys. */
  readonly relations?: RelationSpec<FieldName<T>>;
  /** A list of its own whose elements count as tags. */
  readonly tags?: FieldName<T>;
  /** What a field must be, where its column's type does not say it. */
  readonly checks?: Readonly<Partial<Record<FieldName<T>, z.ZodType>>>;
  /** Fields that change with every change of the record. Who sends an `increment` field says which version was read, and writes only while it holds. */
  readonly renews?: Readonly<Partial<Record<FieldName<T>, Renewal>>>;
}

/** A kind with all that is derived from its table and spec. Its types know its short names and facets too. */
export interface Kind<
  T extends KindTable = KindTable,
  Short extends string = string,
  Facets extends FacetFields = FacetFields,
> extends Omit<
  KindSpec<T, Short>,
  | 'title'
  | 'sort'
  | 'facets'
  | 'passages'
  | 'lifecycle'
  | 'ranked'
  | 'copies'
  | 'renews'
  | 'relations'
  | 'tags'
  | 'checks'
  | 'file'
> {
  readonly name: string;
  readonly title: string;
  readonly sort: string;
  readonly facets: Facets;
  readonly passages?: PassageSpec;
  readonly lifecycle?: Lifecycle;
  readonly copies: Readonly<Record<string, string>>;
  readonly file: RecordFile;
  readonly relations: RelationSpec;
  readonly tags?: string;
  readonly renews: Readonly<Record<string, Renewal>>;
  readonly primaryKey: string;
  /** Sets of fields that no two records share, beside the primary key. */
  readonly unique: readonly (readonly string[])[];
  readonly fields: Readonly<Record<string, Field>>;
  /** A whole record as it is given: id optional, unknown fields refused. */
  readonly input: z.ZodType<T['$inferInsert']>;
  /** Any subset of the fields as an import takes it: enumerations keep values that they do not know. */
  readonly imported: z.ZodType<AnyRecord>;
  /** Any subset of the fields but the primary key. */
  readonly patch: z.ZodType<Partial<T['$inferInsert']>>;
}

/** A record of any kind, as it is stored and sent. */
export type AnyRecord = Readonly<Record<string, unknown>>;

/** Derives a kind from its table: fields, operators, references and schemas. Throws when there is no single primary key. */
export function defineKind<
  T extends KindTable,
  const Short extends string,
  const Facets extends FacetFields<FieldName<T>>,
>(spec: KindSpec<T, Short, Facets>): Kind<T, Short, Facets> {
  const { title, sort, facets, passages, lifecycle, ranked = [] } = spec;
  const { copies = {}, renews = {}, relations = {}, tags, checks = {}, ...rest } = spec;
  const fields = describeFields(spec.table, {
    ranked,
    optional: Object.keys(copies),
    idIsGiven: spec.id.style === 'given',
  });
  const schemas = createSchemas(spec.table, fields, { checks, reserved: spec.reserved ?? [] });
  return {
    ...rest,
    name: getTableName(spec.table),
    file: recordFile(getTableName(spec.table), spec.file),
    title,
    sort,
    facets: facets,
    ...(passages && { passages }),
    ...(lifecycle && { lifecycle }),
    copies: copies,
    relations: relations,
    ...(tags !== undefined && { tags }),
    renews: renews,
    primaryKey: primaryKeyOf(spec.table),
    unique: uniqueSetsOf(spec.table),
    fields,
    input: schemas.input as z.ZodType<T['$inferInsert']>,
    imported: schemas.imported as z.ZodType<AnyRecord>,
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
