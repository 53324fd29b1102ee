import { kindOf, type KindName } from '#src/kinds/index';
import { DELETION } from '#src/http/batch';
import { MOST_ITEMS } from '#src/http/json-tree';

import { json, jsonOf, nothing } from './answers.ts';
import { EXAMPLES, exampleId } from './examples.ts';
import { filtersOf, sortOf } from './kind-filters.ts';
import { literal } from './literal.ts';
import { pascalCase, refOf } from './names.ts';
import {
  choice,
  FACETS,
  flag,
  IDEMPOTENCY,
  IF_ABSENT,
  IF_MATCH,
  IF_NEWER,
  limit,
  several,
  text,
  WAIT,
  WRITER,
} from './parameters.ts';
import type { JsonSchema, Method, OperationDoc } from './types.ts';

type Methods = Readonly<Partial<Record<Method, OperationDoc>>>;

const WRITE = { query: WAIT, headers: { ...IDEMPOTENCY, ...WRITER }, writes: true } as const;
const REPLAYED = 'Idempotency-Replayed';
const WRITE_CODES = ['broken_reference', 'duplicate_id', 'wrong_state'] as const;

/** Operations on the records of a kind, under its path. */
export const recordsOf = (kind: KindName): Methods => ({
  GET: listOf(kind),
  POST: createOf(kind),
  PUT: putManyOf(kind),
  DELETE: deleteManyOf(kind),
});

/** Operations on one record of a kind. */
export const recordOf = (kind: KindName): Methods => ({
  GET: getOf(kind),
  PUT: putOf(kind),
  PATCH: patchOf(kind),
  DELETE: deleteOf(kind),
});

const list = (kind: KindName): JsonSchema => ({
  type: 'array',
  items: refOf(kind, 'Input'),
  maxItems: MOST_ITEMS,
});

const sample = (kind: KindName): string => literal(EXAMPLES[kind]);

function listOf(name: KindName): OperationDoc {
  const kind = kindOf(name);
  return {
    id: `list${pascalCase(name)}`,
    tag: name,
    summary: `List ${name}`,
    description:
      'A page of them; or all that match as CSV, with `Accept: text/csv` or `format=csv`.',
    query: {
      limit: limit(50),
      cursor: text('Where the page before ended: its `next_cursor`.'),
      sort: sortOf(kind),
      fields: several(`Only these fields, and \`${kind.primaryKey}\`.`),
      ...FACETS,
      format: choice('How to answer.', ['json', 'csv', ...(kind.fields['format']?.values ?? [])]),
      bom: flag('Begin a CSV with a byte order mark.'),
      ...filtersOf(kind),
    },
    answers: {
      200: {
        description: 'The page, and how many match in all.',
        content: { 'application/json': refOf(name, 'Page'), 'text/csv': { type: 'string' } },
      },
    },
    codes: ['unknown_field', 'unknown_operator', 'invalid_cursor'],
    example: {
      query: { limit: '2', sort: kind.primaryKey },
      status: 200,
      client: `client.list('${name}', { limit: 2, sort: '${kind.primaryKey}' })`,
    },
  };
}

const createOf = (kind: KindName): OperationDoc => ({
  id: `create${pascalCase(kind)}`,
  tag: kind,
  summary: `Make one ${kindOf(kind).label}, or several`,
  description: 'An array is written all or nothing.',
  ...WRITE,
  body: { schema: { anyOf: [refOf(kind, 'Input'), list(kind)] } },
  answers: {
    201: {
      description: 'It was made; of an array, all of them.',
      content: { 'application/json': { anyOf: [refOf(kind, 'Envelope'), refOf(kind, 'Many')] } },
      headers: ['ETag', 'Location', REPLAYED],
    },
  },
  codes: WRITE_CODES,
  example: {
    body: EXAMPLES[kind],
    status: 201,
    client: `client.create('${kind}', ${sample(kind)})`,
  },
});

function putManyOf(kind: KindName): OperationDoc {
  const { primaryKey } = kindOf(kind);
  const record = { ...EXAMPLES[kind], [primaryKey]: exampleId(kind) };
  return {
    id: `putMany${pascalCase(kind)}`,
    tag: kind,
    summary: 'Make or replace several',
    description: 'All or nothing; each with its id, or with the fields that its id is made of.',
    ...WRITE,
    body: { schema: list(kind) },
    answers: { 200: jsonOf(refOf(kind, 'Many'), 'All of them, and how many were new.', REPLAYED) },
    codes: WRITE_CODES,
    example: {
      body: [record],
      status: 200,
      client: `client.putMany('${kind}', ${literal([record])})`,
    },
  };
}

const deleteManyOf = (kind: KindName): OperationDoc => ({
  id: `deleteMany${pascalCase(kind)}`,
  tag: kind,
  summary: 'Delete several',
  description: 'All or nothing.',
  ...WRITE,
  body: { schema: DELETION },
  answers: { 200: json('Deleted', 'How many are gone.', REPLAYED) },
  codes: [...WRITE_CODES, 'not_found'],
  example: {
    given: { kind, id: other(kind) },
    body: { ids: [other(kind)] },
    status: 200,
    client: `client.removeMany('${kind}', ['${other(kind)}'])`,
  },
});

const refTo = (kind: KindName): string => `{ kind: '${kind}', id: '${exampleId(kind)}' }`;
/** A record to which no other one refers. */
const other = (kind: KindName): string => exampleId(kind, 9);
const pathTo = (kind: KindName) => ({ id: exampleId(kind) });

const getOf = (kind: KindName): OperationDoc => ({
  id: `get${pascalCase(kind)}`,
  tag: kind,
  summary: `Read one ${kindOf(kind).label}`,
  headers: IF_NEWER,
  answers: {
    200: jsonOf(refOf(kind, 'Envelope'), 'The record with its version.', 'ETag'),
    304: nothing('The version that is known still holds.'),
  },
  codes: ['not_found'],
  example: { path: pathTo(kind), status: 200, client: `client.get(${refTo(kind)})` },
});

const putOf = (kind: KindName): OperationDoc => ({
  id: `put${pascalCase(kind)}`,
  tag: kind,
  summary: `Make one ${kindOf(kind).label}, or replace all of it`,
  ...WRITE,
  headers: { ...IF_MATCH, ...IF_ABSENT, ...WRITE.headers },
  body: { schema: wholeOf(kind) },
  answers: {
    200: jsonOf(refOf(kind, 'Envelope'), 'It was replaced.', 'ETag', REPLAYED),
    201: jsonOf(refOf(kind, 'Envelope'), 'It was made.', 'ETag', 'Location', REPLAYED),
  },
  codes: WRITE_CODES,
  example: {
    path: pathTo(kind),
    body: withoutKey(kind),
    status: 200,
    client: `client.put(${refTo(kind)}, ${literal(withoutKey(kind))})`,
  },
});

/** The path says the id, so that the body need not. */
const wholeOf = (kind: KindName): JsonSchema => {
  const { id, primaryKey } = kindOf(kind);
  const patch = refOf(kind, 'Patch');
  return id.style === 'given'
    ? { anyOf: [refOf(kind, 'Input'), { ...patch, not: { required: [primaryKey] } }] }
    : refOf(kind, 'Input');
};

function withoutKey(kind: KindName) {
  const { [kindOf(kind).primaryKey]: _, ...rest } = EXAMPLES[kind];
  return rest;
}

/** A field that any record of the kind may change, with the value that its example has. */
function change(kind: KindName) {
  const { fields, title, primaryKey } = kindOf(kind);
  const name = Object.keys(withoutKey(kind)).find(
    (field) => field === title && field !== primaryKey,
  );
  const [first] = Object.keys(withoutKey(kind)).filter((field) => fields[field]);
  const chosen = name ?? first ?? '';
  return { [chosen]: EXAMPLES[kind][chosen] };
}

const patchOf = (kind: KindName): OperationDoc => ({
  id: `patch${pascalCase(kind)}`,
  tag: kind,
  summary: `Change some fields of one ${kindOf(kind).label}`,
  description: 'Null empties a field that may be empty.',
  ...WRITE,
  headers: { ...IF_MATCH, ...WRITE.headers },
  body: { schema: refOf(kind, 'Patch') },
  answers: { 200: jsonOf(refOf(kind, 'Envelope'), 'The record as it is now.', 'ETag', REPLAYED) },
  codes: [...WRITE_CODES, 'not_found'],
  example: {
    path: pathTo(kind),
    body: change(kind),
    status: 200,
    client: `client.patch(${refTo(kind)}, ${literal(change(kind))})`,
  },
});

const deleteOf = (kind: KindName): OperationDoc => ({
  id: `delete${pascalCase(kind)}`,
  tag: kind,
  summary: `Delete one ${kindOf(kind).label}`,
  ...WRITE,
  headers: { ...IF_MATCH, ...WRITE.headers },
  answers: { 204: { description: 'It is gone.', headers: [REPLAYED] } },
  codes: [...WRITE_CODES, 'not_found'],
  example: {
    given: { kind, id: other(kind) },
    path: { id: other(kind) },
    status: 204,
    client: `client.remove({ kind: '${kind}', id: '${other(kind)}' })`,
  },
});
