import type { JsonSchema, OpenApiDocument } from '#src/client/document';

/** An operation as it is shown: nothing in it is a reference any more but names of schemas. */
export interface ShownOperation {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description: string | undefined;
  readonly parameters: readonly ShownParameter[];
  readonly body: JsonSchema | undefined;
  readonly answers: readonly ShownAnswer[];
  readonly codes: readonly string[];
  readonly samples: readonly ShownSample[];
}

export interface ShownParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description?: string;
  readonly schema: JsonSchema;
}

export interface ShownAnswer {
  readonly status: string;
  readonly description: string;
  readonly contents: readonly { readonly type: string; readonly schema: JsonSchema }[];
}

export interface ShownSample {
  readonly label: string;
  readonly source: string;
}

/** Operations under some tags, in the order of the document. */
export function operationsUnder(
  document: OpenApiDocument,
  tags: ReadonlySet<string>,
): readonly ShownOperation[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, operation]) => {
      const tag = String((operation['tags'] as readonly unknown[])[0]);
      return tags.has(tag) ? [shown(document, operation, { path, method, tag })] : [];
    }),
  );
}

function shown(
  document: OpenApiDocument,
  operation: JsonSchema,
  place: Pick<ShownOperation, 'path' | 'method' | 'tag'>,
): ShownOperation {
  const parameters = (operation['parameters'] ?? []) as readonly JsonSchema[];
  const samples = (operation['x-codeSamples'] ?? []) as readonly ShownSample[];
  return {
    ...place,
    method: place.method.toUpperCase(),
    id: String(operation['operationId']),
    summary: String(operation['summary']),
    description: operation['description'] as string | undefined,
    parameters: parameters.map((each) => resolved(document, each) as unknown as ShownParameter),
    body: contentsOf(operation['requestBody'] as JsonSchema | undefined)[0]?.schema,
    answers: answersOf(document, operation['responses'] as Readonly<Record<string, JsonSchema>>),
    codes: (operation['x-codes'] ?? []) as readonly string[],
    samples,
  };
}

const answersOf = (
  document: OpenApiDocument,
  responses: Readonly<Record<string, JsonSchema>>,
): readonly ShownAnswer[] =>
  Object.entries(responses)
    .filter(([, response]) => typeof response['$ref'] !== 'string')
    .map(([status, response]) => ({
      status,
      description: String(resolved(document, response)['description']),
      contents: contentsOf(response),
    }));

const contentsOf = (holder: JsonSchema | undefined): ShownAnswer['contents'] =>
  Object.entries((holder?.['content'] ?? {}) as Readonly<Record<string, JsonSchema>>).map(
    ([type, { schema }]) => ({ type, schema: (schema ?? {}) as JsonSchema }),
  );

const REFERENCE = /^#\/components\/(\w+)\/(\w[\w-]*)$/;

const referenceIn = ({ $ref }: JsonSchema): string => (typeof $ref === 'string' ? $ref : '');

/** What a node refers to, or the node itself. */
export function resolved(document: OpenApiDocument, node: JsonSchema): JsonSchema {
  const [, part = '', name = ''] = REFERENCE.exec(referenceIn(node)) ?? [];
  return document.components[part]?.[name] ?? node;
}

/** The name of the schema that a node refers to. */
export const schemaNamed = (node: JsonSchema): string | undefined => {
  const [, part, name] = REFERENCE.exec(referenceIn(node)) ?? [];
  return part === 'schemas' ? name : undefined;
};

/** What every operation may end with. */
const PROBLEM = '#/components/schemas/Problem';

/** Schemas that operations speak of, and those that these speak of, by their names. */
export function schemasOf(
  document: OpenApiDocument,
  operations: readonly ShownOperation[],
): readonly (readonly [name: string, schema: JsonSchema])[] {
  const found = new Set<string>();
  const visit = (node: unknown): void => {
    for (const [, name = ''] of JSON.stringify(node ?? null).matchAll(
      /"#\/components\/schemas\/(\w+)"/g,
    )) {
      if (found.has(name)) continue;
      found.add(name);
      visit(document.components['schemas']?.[name]);
    }
  };
  visit(PROBLEM);
  for (const { parameters, body, answers } of operations) visit([parameters, body, answers]);
  return [...found].sort().map((name) => [name, document.components['schemas']?.[name] ?? {}]);
}
