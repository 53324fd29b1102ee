import { getTableColumns } from 'drizzle-orm';
import type { SQLiteTable } from 'drizzle-orm/sqlite-core';
import { createInsertSchema } from 'drizzle-zod';
import { z } from 'zod';

import type { Field, FieldType } from './field.ts';
import { varcharLength } from './columns.ts';
import { parseTimestamp } from './timestamp.ts';

/** More than any value of an enumeration has. */
const LONGEST_WORD = 255;

const ID_PATTERN = /^[^\s/?#%\\]+$/u;

const timestampSchema = z.string().transform((value, context) => {
  const parsed = parseTimestamp(value);
  if (parsed !== undefined) return parsed;
  context.addIssue({
    code: 'custom',
    message: `'${value.slice(0, 40)}' is no date; write 2025-11-20 or 2025-11-20T10:00:00Z`,
  });
  return z.NEVER;
});

/** Types whose check is not to be read off the SQL type. */
const BY_TYPE: Partial<Record<FieldType, z.ZodType>> = {
  timestamp: timestampSchema,
  list: z.array(z.string().min(1)).readonly(),
  object: z.record(z.string(), z.unknown()).readonly(),
  json: z.json(),
  number: z.number(),
};

const idSchema = (reserved: readonly string[]): z.ZodType =>
  z
    .string()
    .min(1)
    .max(255)
    .regex(ID_PATTERN, 'an id has no spaces and none of / ? # % \\')
    .refine((id) => !/^\.{1,2}$/.test(id), 'no URL can name the ids . and ..')
    .refine((id) => !reserved.includes(id), {
      error: ({ input }) =>
        `'${String(input)}' is no id here: another route answers at its address`,
    });

/** As JSON Schema tells it, which knows no code. */
const NOT_BLANK = { pattern: '\\S' } as const;

const requiredText = z
  .string()
  .refine((text) => text.trim() !== '', 'must not be empty')
  .meta(NOT_BLANK);

export interface SchemaRules {
  /** What a field must be, where its column's type does not say it. */
  readonly checks?: Readonly<Partial<Record<string, z.ZodType>>>;
  /** Ids that no record can have. */
  readonly reserved?: readonly string[];
}

/** What a record must look like when it is created (`input`), changed in part (`patch`), and imported in whole or in part (`imported`). */
export function createSchemas(
  table: SQLiteTable,
  fields: Readonly<Record<string, Field>>,
  { checks = {}, reserved = [] }: SchemaRules = {},
): { readonly input: z.ZodType; readonly patch: z.ZodType; readonly imported: z.ZodType } {
  const derived = createInsertSchema(table).shape as Record<string, z.ZodType>;
  const shape = Object.fromEntries(
    Object.entries(getTableColumns(table)).map(([name, column]) => [
      name,
      checked(fields[name] as Field, checks[name] ?? (column.primary && idSchema(reserved))) ??
        columnSchema(
          fields[name] as Field,
          derived[name] as z.ZodType,
          varcharLength(column.getSQLType()),
        ),
    ]),
  );
  const keys = Object.values(fields).filter((field) => field.primaryKey);
  const patchable = Object.fromEntries(
    Object.entries(shape).filter(([name]) => !keys.some((field) => field.name === name)),
  );
  return {
    input: z.strictObject(shape),
    patch: z.strictObject(patchable).partial(),
    imported: z.strictObject({ ...shape, ...openEnumerations(table, fields) }).partial(),
  };
}

/** Resolved question 11: what is imported keeps values that an enumeration does not know. */
const openEnumerations = (
  table: SQLiteTable,
  fields: Readonly<Record<string, Field>>,
): Readonly<Record<string, z.ZodType>> =>
  Object.fromEntries(
    Object.entries(getTableColumns(table)).flatMap(([name, column]) => {
      const field = fields[name];
      if (field?.type !== 'enum') return [];
      const length = varcharLength(column.getSQLType()) ?? LONGEST_WORD;
      return [[name, withPresence(shortText({ required: true }, length), field)]];
    }),
  );

const checked = (field: Field, check: z.ZodType | false | undefined): z.ZodType | undefined =>
  check ? withPresence(check, field) : undefined;

function columnSchema(field: Field, derived: z.ZodType, length: number | undefined): z.ZodType {
  const special = BY_TYPE[field.type] ?? varcharSchema(field, length);
  if (special) return withPresence(special, field);
  if (field.nullable || field.type !== 'string' || field.default === '') return derived;
  return field.required ? requiredText : requiredText.optional();
}

/** Of a VARCHAR column, which drizzle-zod knows nothing of; undefined for the others. */
function varcharSchema({ values, required }: Field, length?: number): z.ZodType | undefined {
  if (length === undefined) return undefined;
  if (values) return z.enum(values);
  return shortText({ required }, length);
}

const shortText = ({ required }: Pick<Field, 'required'>, length: number): z.ZodType =>
  (required ? requiredText : z.string())
    .refine((text) => text.length <= length, `is longer than ${length} characters`)
    .meta({ maxLength: length, ...(required && NOT_BLANK) });

function withPresence(schema: z.ZodType, field: Field): z.ZodType {
  const nullable = field.nullable ? schema.nullable() : schema;
  return field.required ? nullable : nullable.optional();
}
