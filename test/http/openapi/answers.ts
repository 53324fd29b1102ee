import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';

import type { OpenApiDocument } from '#src/client/document';
import type { JsonSchema } from '#src/client/document';

import type { Answer } from '#test/http/harness';

const DOCUMENT = 'http://localhost/openapi.json';

export interface Place {
  readonly path: string;
  /** In lower case. */
  readonly method: string;
}

export interface Checker {
  /** What in an answer is not as documented; empty when all is. */
  faultsOf(place: Place, answer: Answer): readonly string[];
  /** Whether the document allows a value. `pointer` is one into the document. */
  allows(pointer: string, value: unknown): boolean;
}

/** Holds answers against the document; members of an answer that it does not name are faults, too. */
export function createChecker(document: OpenApiDocument): Checker {
  const [open, closed] = [validators(document), validators(withClosedAnswers(document))];
  return {
    faultsOf: (place, answer) => faultsOf(document, closed, { place, answer }),
    allows: (pointer, value) => open(pointer)(value),
  };
}

type Validators = (pointer: string) => ValidateFunction;

function validators(document: OpenApiDocument): Validators {
  const ajv = new Ajv2020({ strict: false, validateFormats: false, unicodeRegExp: true });
  ajv.addSchema({ $id: DOCUMENT, ...document });
  const made = new Map<string, ValidateFunction>();
  return (pointer) => {
    const known = made.get(pointer) ?? ajv.compile({ $ref: `${DOCUMENT}#${pointer}` });
    made.set(pointer, known);
    return known;
  };
}

interface Asked {
  readonly place: Place;
  readonly answer: Answer;
}

function faultsOf(
  document: OpenApiDocument,
  validate: Validators,
  { place: { path, method }, answer }: Asked,
): readonly string[] {
  const responses = document.paths[path]?.[method]?.['responses'] as
    Readonly<Record<string, JsonSchema>> | undefined;
  const response = responses?.[String(answer.status)];
  if (!response) return [`${answer.status} is not documented`];
  const at =
    pointerOf(response) ?? pointer('paths', path, method, 'responses', String(answer.status));
  const content = resolve(document, at)['content'] as
    Readonly<Record<string, JsonSchema>> | undefined;
  const type = answer.headers.get('Content-Type')?.split(';')[0];
  if (!content) return answer.text === '' ? [] : ['there is a body'];
  if (type === undefined || !content[type]) return [`${type} is not documented`];
  if (!type.endsWith('json')) return [];
  const check = validate(`${at}${pointer('content', type, 'schema')}`);
  return check(JSON.parse(answer.text))
    ? []
    : (check.errors ?? []).map(({ instancePath, message, params }) =>
        [instancePath, message, JSON.stringify(params)].join(' '),
      );
}

/** A JSON pointer of these names. */
export const pointer = (...names: readonly string[]): string =>
  names
    .map((name) => `/${encodeURIComponent(name.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('');

const pointerOf = (response: JsonSchema): string | undefined =>
  typeof response['$ref'] === 'string' ? response['$ref'].slice(1) : undefined;

function resolve(document: OpenApiDocument, at: string): JsonSchema {
  const names = at
    .slice(1)
    .split('/')
    .map((name) => decodeURIComponent(name).replaceAll('~1', '/').replaceAll('~0', '~'));
  return names.reduce<JsonSchema>((node, name) => node[name] as JsonSchema, document);
}

/** The document lets answers grow; a test wants to know of all that they hold. */
const withClosedAnswers = (document: OpenApiDocument): OpenApiDocument =>
  closedNode(document) as OpenApiDocument;

function closedNode(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(closedNode);
  if (typeof node !== 'object' || node === null) return node;
  const told = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [key, closedNode(value)]),
  );
  const isShape = 'properties' in told && told['type'] === 'object';
  return isShape && !('additionalProperties' in told)
    ? { ...told, additionalProperties: false }
    : told;
}
