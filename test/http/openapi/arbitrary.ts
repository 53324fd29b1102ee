import fc from 'fast-check';

import { kindNames } from '#src/kinds/index';
import type { OpenApiDocument } from '#src/client/document';
import { exampleId } from '#src/http/openapi/examples';
import type { JsonSchema } from '#src/client/document';

type Json = fc.Arbitrary<unknown>;

/** Text that a request can carry: no half of a surrogate pair. */
export const anyText = fc
  .string({ unit: 'binary', maxLength: 12 })
  .map((text) => text.replaceAll(/\p{Surrogate}/gu, '?'));

const WORDS = fc.constantFrom(
  ...['2025-11-20', 'HIGH', 'status', 'flaky', 'a lease', 'w1', 'created', 'true', '-1'],
  ...kindNames.map((kind) => exampleId(kind)),
);
const anyWord = fc.oneof({ weight: 2, arbitrary: WORDS }, anyText);
const anyJson = fc.jsonValue({ maxDepth: 2 });

/** Values that a schema of the document allows. */
export function arbitraryOf(document: OpenApiDocument, schema: JsonSchema): Json {
  const inner = (part: unknown): Json => arbitraryOf(document, part as JsonSchema);
  const { $ref, anyOf, enum: values, const: only, type } = schema;
  if (typeof $ref === 'string') return inner(referred(document, $ref));
  if (Array.isArray(anyOf)) return fc.oneof(...anyOf.map(inner));
  if (only !== undefined) return fc.constant(only);
  if (Array.isArray(values)) return fc.constantFrom(...(values as readonly unknown[]));
  if (Array.isArray(type)) return fc.oneof(...type.map((each) => inner({ ...schema, type: each })));
  const made = typeof type === 'string' ? BY_TYPE[type]?.(schema, inner) : undefined;
  return made ?? anyJson;
}

type Make = (schema: JsonSchema, inner: (part: unknown) => Json) => Json;

const BY_TYPE: Readonly<Record<string, Make>> = {
  null: () => fc.constant(null),
  boolean: () => fc.boolean(),
  integer: ({ minimum = -1000, maximum = 1000 }) =>
    fc.integer({ min: Number(minimum), max: Math.min(Number(maximum), 2 ** 31 - 1) }),
  number: ({ minimum = -1e6, maximum = 1e6 }) =>
    fc.double({ min: Number(minimum), max: Number(maximum), noNaN: true }).map((n) => n + 0),
  string: ({ pattern, examples, minLength = 0, maxLength = 1000 }) => {
    const text = typeof pattern === 'string' ? matching(pattern) : wordLike(examples);
    const isLong = (value: string): boolean => [...value].length >= Number(minLength);
    return text.filter((value) => isLong(value) && value.length <= Number(maxLength));
  },
  array: ({ items, minItems = 0 }, inner) =>
    fc.array(inner(items ?? {}), { minLength: Number(minItems), maxLength: 3 }),
  object: (schema, inner) => objectOf(schema, inner),
};

/** Mostly what the document gives as an example. */
const wordLike = (examples: unknown): fc.Arbitrary<string> =>
  Array.isArray(examples)
    ? fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...(examples as readonly string[])) },
        anyWord,
      )
    : anyWord;

function matching(pattern: string): fc.Arbitrary<string> {
  const expression = new RegExp(pattern, 'u');
  const words = WORDS.filter((word) => expression.test(word));
  return pattern.startsWith('^[')
    ? fc.oneof(words, fc.stringMatching(/^[a-z]{1,9}$/))
    : fc.stringMatching(expression);
}

function objectOf(schema: JsonSchema, inner: (part: unknown) => Json): Json {
  const { properties = {}, required = [], additionalProperties, propertyNames } = schema;
  const known = Object.entries(properties as Readonly<Record<string, unknown>>);
  if (known.length === 0 && additionalProperties !== undefined && additionalProperties !== false) {
    const { pattern } = (propertyNames ?? {}) as { readonly pattern?: string };
    const names = pattern === undefined ? anyWord : fc.stringMatching(new RegExp(pattern));
    const safe = names.filter((name) => name !== '__proto__');
    return fc.dictionary(safe, inner(additionalProperties), { maxKeys: 2 });
  }
  return fc.record(Object.fromEntries(known.map(([name, part]) => [name, inner(part)])), {
    requiredKeys: required as readonly string[] as string[],
  });
}

export function referred(document: OpenApiDocument, reference: string): JsonSchema {
  const [part = '', name = ''] = reference.replace('#/components/', '').split('/');
  const found = document.components[part]?.[name];
  if (!found) throw new Error(`The document has no ${reference}.`);
  return found;
}

/** A value with one fault, mostly: of another type, without a member, or with one too many. */
export const mutated = (value: unknown): Json => {
  const strange = fc.constantFrom<unknown>(null, true, 7, 'text', [], {}, [[]], { a: 1 });
  if (typeof value !== 'object' || value === null) return strange;
  const names = Object.keys(value);
  const extra = fc.constant({ ...value, surely_unknown: 1 });
  if (names.length === 0) return fc.oneof(strange, extra);
  const name = fc.constantFrom(...names);
  const changed = fc
    .tuple(name, strange)
    .map(([at, other]) =>
      Array.isArray(value) ? value.with(Number(at), other) : { ...value, [at]: other },
    );
  const dropped = name.map((at) =>
    Object.fromEntries(Object.entries(value).filter(([each]) => each !== at)),
  );
  return fc.oneof(changed, changed, dropped, extra, strange);
};
