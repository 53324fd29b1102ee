import { z } from 'zod';

import type { JsonSchema, OpenApiDocument } from '#src/client/document';
import { kindNames, kindOf, type KindName } from '#src/kinds/index';

import { ANSWERS } from './answers.ts';
import { jsonSchemaOf, jsonSchemasOf } from './json-schema.ts';
import { kindSchemas } from './kind-schemas.ts';
import { operationDocs } from './operations.ts';
import { PATH, PRETTY, SHARED } from './parameters.ts';
import {
  codesOf,
  faultSchema,
  problemAnswers,
  problemName,
  problemSchema,
  problemsOf,
} from './problems.ts';
import { samplesOf } from './samples.ts';
import {
  ANSWER_HEADERS,
  TAGS,
  type AnswerDoc,
  type BodyDoc,
  type OperationDoc,
  type ParameterDoc,
  type Parameters,
} from './types.ts';

/** The service as a document: made of the schemas that check what is sent, and of what stands beside its routes. */
export const openApiDocument = (version: string): OpenApiDocument => ({
  openapi: '3.1.1',
  info: {
    title: 'workspace-memory',
    version,
    description:
      'A self-hosted memory for a workspace of several repositories: tasks, sessions, issues, decisions and documents, answered in plain language and exact filters.',
    license: { name: 'MIT', identifier: 'MIT' },
  },
  servers: [{ url: '/', description: 'The service that answered with this document.' }],
  security: [{ bearer: [] }, {}],
  tags: [...tags()],
  paths: paths(),
  components: {
    schemas: {
      Problem: problemSchema(),
      Fault: faultSchema(),
      ...jsonSchemasOf(ANSWERS),
      ...kindSchemas(),
    },
    parameters: sharedParameters(),
    headers: Object.fromEntries(
      Object.entries(ANSWER_HEADERS).map(([name, description]) => [
        name,
        { description, schema: { type: 'string' } },
      ]),
    ),
    responses: problemAnswers(),
    securitySchemes: {
      bearer: {
        type: 'http',
        scheme: 'bearer',
        description: 'The service’s token. One that has none asks for none.',
      },
    },
  },
});

const tags = () => [
  ...Object.entries(TAGS).map(([name, description]) => ({ name, description })),
  ...kindNames.map((name) => ({ name, description: tagOf(name) })),
];

function tagOf(name: KindName): string {
  const { label, short } = kindOf(name);
  const also = short.length > 0 ? ` Paths take \`${short.join('` and `')}\` for it as well.` : '';
  return `Records of the kind \`${name}\`: one is a ${label}.${also}`;
}

const paths = (): OpenApiDocument['paths'] =>
  Object.fromEntries(
    Object.entries(operationDocs()).map(([path, methods]) => [
      path,
      Object.fromEntries(
        Object.entries(methods).map(([method, doc]) => [
          method.toLowerCase(),
          operationOf({ path, method, doc }),
        ]),
      ),
    ]),
  );

export interface Placed {
  readonly path: string;
  readonly method: string;
  readonly doc: OperationDoc;
}

function operationOf({ path, method, doc }: Placed): JsonSchema {
  const { id, tag, summary, description, body, open } = doc;
  return {
    operationId: id,
    tags: [tag],
    summary,
    ...(description !== undefined && { description }),
    ...(open && { security: [] }),
    ...listed('parameters', parametersOf(path, doc)),
    ...(body && { requestBody: bodyOf(body, doc.example.body) }),
    responses: responsesOf(doc),
    'x-codes': codesOf(doc),
    'x-codeSamples': samplesOf({ path, method, doc }),
  };
}

const listed = (name: string, items: readonly JsonSchema[]): JsonSchema =>
  items.length > 0 ? { [name]: items } : {};

function parametersOf(path: string, { query = {}, headers = {}, answers }: OperationDoc) {
  const names = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
  const inPath = Object.fromEntries(
    names.flatMap((name) => (PATH[name] ? [[name, PATH[name]]] : [])),
  );
  const isJson = Object.values(answers).some(({ content = {} }) => 'application/json' in content);
  return [
    ...placed('path', inPath),
    ...placed('query', { ...query, ...(isJson && path.startsWith('/api') && PRETTY) }),
    ...placed('header', headers),
  ];
}

const placed = (place: string, parameters: Parameters): readonly JsonSchema[] =>
  Object.entries(parameters).map(([name, parameter]) => {
    const shared = Object.entries(SHARED).find(([, [, doc]]) => doc === parameter);
    return shared
      ? { $ref: `#/components/parameters/${shared[0]}` }
      : parameterOf(place, name, parameter);
  });

const parameterOf = (place: string, name: string, parameter: ParameterDoc): JsonSchema => ({
  name,
  in: place,
  ...(place === 'path' && { required: true }),
  ...parameter,
});

function sharedParameters(): Readonly<Record<string, JsonSchema>> {
  return Object.fromEntries(
    Object.entries(SHARED).map(([key, [name, doc]]) => [key, parameterOf(placeOf(key), name, doc)]),
  );
}

const placeOf = (key: string): string => {
  if (key.startsWith('path_')) return 'path';
  return /^[A-Z]/.test(key) ? 'header' : 'query';
};

function bodyOf({ schema, optional }: BodyDoc, example: unknown): JsonSchema {
  const told = schema instanceof z.ZodType ? jsonSchemaOf(schema) : schema;
  return {
    required: !optional,
    content: { 'application/json': { schema: told, ...(example !== undefined && { example }) } },
  };
}

function responsesOf(doc: OperationDoc): JsonSchema {
  const answers = Object.entries(doc.answers).map(([status, answer]) => [status, answerOf(answer)]);
  const problems = [...problemsOf(doc).keys()].map((status) => [
    String(status),
    { $ref: `#/components/responses/${problemName(status)}` },
  ]);
  return Object.fromEntries([...answers, ...problems]) as JsonSchema;
}

const answerOf = ({ description, content, headers = [] }: AnswerDoc): JsonSchema => ({
  description,
  ...(content && {
    content: Object.fromEntries(
      Object.entries(content).map(([type, schema]) => [type, { schema }]),
    ),
  }),
  ...(headers.length > 0 && {
    headers: Object.fromEntries(
      headers.map((name) => [name, { $ref: `#/components/headers/${name}` }]),
    ),
  }),
});
