import { z } from 'zod';

import type { JsonSchema } from './types.ts';

type Json = Record<string, unknown>;

const OPTIONS = {
  io: 'input',
  unrepresentable: 'any',
  override: ({ zodSchema, jsonSchema }: { zodSchema: z.core.$ZodTypes; jsonSchema: object }) => {
    if (zodSchema._zod.def.type === 'lazy')
      for (const key of Object.keys(jsonSchema)) drop(jsonSchema, key);
  },
} as const;

const drop = (object: object, key: string): boolean => Reflect.deleteProperty(object, key);

/** What a schema takes, before it turns it into anything else. Any JSON (`z.json()`) is told as such. */
export const jsonSchemaOf = (schema: z.ZodType): JsonSchema =>
  tidy(z.toJSONSchema(schema, OPTIONS)) as JsonSchema;

/** Schemas by their names, which refer to each other where one holds another. */
export function jsonSchemasOf(
  schemas: Readonly<Record<string, z.ZodType>>,
): Readonly<Record<string, JsonSchema>> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(schemas)) registry.add(schema, { id });
  const uri = (id: string): string => `#/components/schemas/${id}`;
  const told = z.toJSONSchema(registry, { ...OPTIONS, uri }).schemas;
  return Object.fromEntries(
    Object.entries(told).map(([id, schema]) => [id, tidy(schema) as JsonSchema]),
  );
}

/** Without what the document says of all its schemas at once, and what JSON Schema and OpenAPI mean differently. */
function tidy(node: unknown): unknown {
  if (Array.isArray(node)) return node.map(tidy);
  if (typeof node !== 'object' || node === null) return node;
  const entries = Object.entries(node).filter(([key, value]) => !isNoise(key, value));
  return folded(Object.fromEntries(entries.map(([key, value]) => [key, tidy(value)])));
}

const NOISE: ReadonlySet<string> = new Set(['$schema', '$id', '$defs', 'readOnly']);

/** Whether a keyword says nothing that a reader needs; a member of that name holds an object. */
function isNoise(key: string, value: unknown): boolean {
  const isAnyName = key === 'propertyNames' && JSON.stringify(value) === '{"type":"string"}';
  const isAnyJson = key === '$ref' && String(value).includes('__schema');
  const isAnyNumber = typeof value === 'number' && Math.abs(value) === Number.MAX_SAFE_INTEGER;
  const isSaidOnce = NOISE.has(key) && (key === '$defs' || typeof value !== 'object');
  return isAnyName || isAnyJson || isAnyNumber || isSaidOnce;
}

/** `{type: [T, null]}` for "T or nothing", which readers and generators take better than `anyOf`. */
function folded(node: Json): Json {
  const { anyOf, ...rest } = node;
  if (!Array.isArray(anyOf)) return node;
  const others = (anyOf as Json[]).filter(({ type }) => type !== 'null');
  const [only] = others;
  if (others.length !== 1 || others.length === anyOf.length || !only) return node;
  if (Object.keys(only).length === 0) return rest;
  if (typeof only['type'] !== 'string' || 'enum' in only || 'const' in only) return node;
  return { ...only, ...rest, type: [only['type'], 'null'] };
}
