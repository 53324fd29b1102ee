import type { Field, FieldType } from '#src/kinds/field';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';

import { exampleId } from './examples.ts';
import { jsonSchemaOf } from './json-schema.ts';
import { refOf, refTo, schemaName } from './names.ts';
import type { JsonSchema } from './types.ts';

type Schemas = Readonly<Record<string, JsonSchema>>;

/** How a value of a type is answered. An import keeps what an enumeration does not know, so that its list is open. */
const BY_TYPE: Readonly<Record<FieldType, (field: Field) => JsonSchema>> = {
  string: () => ({ type: 'string' }),
  enum: ({ values = [] }) => ({ type: 'string', examples: values }),
  integer: () => ({ type: 'integer' }),
  number: () => ({ type: 'number' }),
  boolean: () => ({ type: 'boolean' }),
  timestamp: () => ({ type: 'string' }),
  list: () => ({ type: 'array', items: { type: 'string' } }),
  object: () => ({ type: 'object' }),
  json: () => ({}),
};

/** Schemas of all kinds, by their names. */
export const kindSchemas = (): Schemas =>
  Object.fromEntries(kindNames.flatMap((kind) => Object.entries(schemasOf(kind))));

function schemasOf(kind: KindName): Schemas {
  const { input, patch, fields, label, primaryKey } = kindOf(kind);
  const all = Object.keys(fields);
  return {
    [schemaName(kind, 'Record')]: {
      description: `A ${label} as it is kept.`,
      ...recordOf(fields, all),
    },
    [schemaName(kind, 'Listed')]: {
      description: `A ${label}; of its fields those that were asked for, or all.`,
      ...recordOf(fields, [primaryKey]),
    },
    [schemaName(kind, 'Input')]: {
      description: `What makes or replaces a ${label}.`,
      ...described(jsonSchemaOf(input), fields),
    },
    [schemaName(kind, 'Patch')]: {
      description: `Fields of a ${label} that are to change.`,
      ...described(jsonSchemaOf(patch), fields),
    },
    [schemaName(kind, 'Envelope')]: envelopeOf(kind),
    [schemaName(kind, 'Page')]: pageOf(kind),
    [schemaName(kind, 'Many')]: manyOf(kind),
  };
}

type Fields = Readonly<Record<string, Field>>;

const recordOf = (fields: Fields, required: readonly string[]): JsonSchema => ({
  type: 'object',
  properties: Object.fromEntries(
    Object.values(fields).map((field) => [field.name, valueOf(field)]),
  ),
  required,
});

function valueOf(field: Field): JsonSchema {
  const { type, ...rest } = BY_TYPE[field.type](field);
  return {
    ...(type !== undefined && { type: field.nullable ? [type, 'null'] : type }),
    ...rest,
    ...meaningOf(field),
  };
}

/** What a field's JSON type does not say. */
function meaningOf({ type, moment, references }: Field): JsonSchema {
  if (references) {
    const { kind, field } = references;
    return {
      description: `The ${field} of a record in ${kind}.`,
      examples: [exampleId(kind as KindName)],
    };
  }
  if (type === 'timestamp')
    return {
      description: 'A day (`2025-11-20`) or a moment (`2025-11-20T10:00:00.000Z`), in UTC.',
      examples: ['2025-11-20'],
    };
  return moment === undefined ? {} : { description: 'A moment, in seconds since 1970.' };
}

/** The schema that checks what is sent, with the meaning and the default of each field. */
function described(schema: JsonSchema, fields: Fields): JsonSchema {
  const properties = schema['properties'] as Readonly<Record<string, JsonSchema>>;
  return {
    ...schema,
    properties: Object.fromEntries(
      Object.entries(properties).map(([name, property]) => [name, told(property, fields[name])]),
    ),
  };
}

const told = (property: JsonSchema, field: Field | undefined): JsonSchema => ({
  ...property,
  ...(field?.default !== undefined && { default: field.default }),
  ...(field && meaningOf(field)),
});

const envelopeOf = (kind: KindName): JsonSchema => ({
  description: `A ${kindOf(kind).label} with its version.`,
  type: 'object',
  properties: {
    kind: { const: kind },
    id: { type: 'string' },
    etag: { type: 'string' },
    index: { type: 'string', enum: ['current', 'queued', 'failed', 'none'] },
    record: refOf(kind, 'Record'),
    waited: refTo('Waited'),
  },
  required: ['kind', 'id', 'etag', 'index', 'record'],
});

const pageOf = (kind: KindName): JsonSchema => ({
  type: 'object',
  properties: {
    kind: { const: kind },
    items: { type: 'array', items: refOf(kind, 'Listed') },
    total: { type: 'integer', minimum: 0, description: 'Records that match, on all pages.' },
    next_cursor: { type: ['string', 'null'] },
    facets: refTo('Facets'),
  },
  required: ['kind', 'items', 'total', 'next_cursor'],
});

const manyOf = (kind: KindName): JsonSchema => ({
  type: 'object',
  properties: {
    items: { type: 'array', items: refOf(kind, 'Envelope') },
    created: { type: 'integer' },
    updated: { type: 'integer' },
    waited: refTo('Waited'),
  },
  required: ['items'],
});
