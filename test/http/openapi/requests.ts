import fc from 'fast-check';

import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { OpenApiDocument } from '#src/client/document';
import { exampleId } from '#src/http/openapi/examples';
import type { JsonSchema } from '#src/client/document';

import { anyText, arbitraryOf, mutated, referred } from './arbitrary.ts';

export interface Operation {
  readonly path: string;
  /** In lower case. */
  readonly method: string;
  readonly tag: string;
  readonly parameters: readonly Parameter[];
  readonly body?: { readonly schema: JsonSchema; readonly pointer: readonly string[] };
}

interface Parameter {
  readonly name: string;
  readonly in: 'path' | 'query' | 'header';
  readonly required?: boolean;
  readonly schema: JsonSchema;
}

export interface Request {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Every operation with its parameters, none of them by reference. */
export function operationsOf(document: OpenApiDocument): readonly Operation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => {
      const given = (operation['parameters'] ?? []) as readonly JsonSchema[];
      const parameters = given.map((each) =>
        typeof each['$ref'] === 'string' ? referred(document, each['$ref']) : each,
      );
      const body = operation['requestBody'] as { readonly content: Contents } | undefined;
      const schema = body?.content['application/json'].schema;
      const names = ['paths', path, method, 'requestBody', 'content', 'application/json', 'schema'];
      return {
        ...{ path, method, tag: String((operation['tags'] as readonly string[])[0]) },
        parameters: parameters as unknown as readonly Parameter[],
        ...(schema && { body: { schema, pointer: names } }),
      };
    }),
  );
}

interface Contents {
  readonly 'application/json': { readonly schema: JsonSchema };
}

/** Nobody indexes here, and nobody writes: what waits is to wait no longer than a moment. */
const PATIENCE: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  wait_timeout: fc.constant(0),
  wait: fc.constantFrom(0, 0.01),
};

/** Requests that the document allows. */
export function requestsOf(document: OpenApiDocument, operation: Operation): fc.Arbitrary<Request> {
  const body =
    operation.body &&
    fc.option(arbitraryOf(document, operation.body.schema), { freq: 20, nil: undefined });
  return fc
    .tuple(partsOf(document, operation), body ?? fc.constant(undefined))
    .map(([parts, json]) => ({
      path: addressOf(operation.path, parts),
      headers: parts.header as Readonly<Record<string, string>>,
      ...(json !== undefined && { body: json }),
    }));
}

/** Requests whose body has a fault, mostly: the caller asks whether the document allows it. */
export const faultyRequestsOf = (
  document: OpenApiDocument,
  operation: Operation,
): fc.Arbitrary<Request> =>
  requestsOf(document, operation).chain((request) =>
    mutated(request.body ?? {}).map((body) => ({ ...request, body })),
  );

type Values = Readonly<Record<string, unknown>>;

/** A record that is there, mostly: an id of one kind is hardly one of another. */
const meant = (names: fc.Arbitrary<Values>): fc.Arbitrary<Values> =>
  fc.tuple(names, fc.nat({ max: 3 })).map(([values, chance]) => ({
    ...values,
    ...(chance > 0 && {
      ...idOf(values['kind'], 'id'),
      ...idOf(values['toKind'], 'toId'),
      ...('version' in values && { version: 1 }),
    }),
  }));

const idOf = (kind: unknown, name: string): Values =>
  typeof kind === 'string' ? { [name]: exampleId(kind as KindName) } : {};

interface Parts {
  readonly path: Readonly<Record<string, unknown>>;
  readonly query: Readonly<Record<string, unknown>>;
  readonly header: Readonly<Record<string, unknown>>;
}

function partsOf(document: OpenApiDocument, { parameters, path }: Operation): fc.Arbitrary<Parts> {
  const within = (place: Parameter['in']): fc.Arbitrary<Readonly<Record<string, unknown>>> => {
    const own = parameters.filter((parameter) => parameter.in === place);
    const made = own.map((each) => [each.name, valueOf(document, path, each)] as const);
    const required = own.filter((each) => each.required === true || each.in === 'path');
    return few(
      fc.record(Object.fromEntries(made), { requiredKeys: required.map(({ name }) => name) }),
      required.length,
    );
  };
  return fc.record({
    path: meant(within('path')),
    query: within('query'),
    header: within('header'),
  });
}

/** A list has thirty parameters: with half of them, nothing would ever be found. */
const few = (record: fc.Arbitrary<Readonly<Record<string, unknown>>>, required: number) =>
  fc
    .tuple(record, fc.nat({ max: 3 }))
    .map(([all, most]) =>
      required > 0 ? all : Object.fromEntries(Object.entries(all).slice(0, most)),
    );

function valueOf(
  document: OpenApiDocument,
  path: string,
  parameter: Parameter,
): fc.Arbitrary<unknown> {
  const { name, schema } = parameter;
  if (parameter.in === 'header') return fc.constantFrom('*', '"1-1"', 'w1', 'key-1');
  if (name === 'id')
    return fc.oneof(
      fc.constantFrom(...idsAt(path)),
      anyText.map((text) => `x${text}`),
    );
  const isNumber = schema['type'] === 'number';
  return (isNumber ? PATIENCE[name] : undefined) ?? arbitraryOf(document, schema);
}

/** The record of the kind that the path names, or those of some. */
function idsAt(path: string): readonly string[] {
  const kind = kindNames.find((name) => path.startsWith(`/api/${name}/`));
  const kinds: readonly KindName[] = kind ? [kind] : ['workspace_tasks', 'architecture_decisions'];
  return kinds.map((name) => exampleId(name)).concat(kindOf(kinds[0] ?? 'tasks').name);
}

/** Of an exploded object, each member is a parameter of its own; a list is one, with commas. */
function addressOf(path: string, { path: names, query }: Parts): string {
  const place = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(String(names[name])),
  );
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.entries(value)
      : [[name, value] as const],
  );
  const timeless = pairs.filter(([name]) => name !== 'wait_timeout');
  const waits = pairs.some(([name, value]) => name === 'wait' && value === 'indexed');
  const patient = waits ? [...timeless, ['wait_timeout', 0] as const] : timeless;
  const asked = patient.map(([name, value]) =>
    [name, String(value)].map(encodeURIComponent).join('='),
  );
  return `${place}${asked.length > 0 ? `?${asked.join('&')}` : ''}`;
}
