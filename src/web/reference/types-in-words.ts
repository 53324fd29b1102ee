import type { JsonSchema } from '#src/client/document';

import { schemaNamed } from './model.ts';

/** A piece of a type in words: a link to the schema of that name, or text. */
export type TypePart = { readonly name: string } | { readonly text: string };

const text = (words: string): readonly TypePart[] => [{ text: words }];

/** `string or nothing`, `list of Hit`, … */
export function typeInWords(schema: JsonSchema): readonly TypePart[] {
  const name = schemaNamed(schema);
  if (name !== undefined) return [{ name }];
  const { anyOf, type, enum: values, const: only, items } = schema;
  if (Array.isArray(anyOf)) return joined(anyOf as readonly JsonSchema[]);
  if (only !== undefined) return text(JSON.stringify(only));
  if (Array.isArray(values)) return text(values.map(String).join(' | '));
  if (Array.isArray(type)) return ofSeveral(schema, type as readonly string[]);
  if (type === 'array') return [...text('list of '), ...typeInWords((items ?? {}) as JsonSchema)];
  return text(typeof type === 'string' ? (WORDS[type] ?? type) : 'any JSON');
}

const WORDS: Readonly<Record<string, string>> = { null: 'null', integer: 'whole number' };

const ofSeveral = (schema: JsonSchema, types: readonly string[]): readonly TypePart[] =>
  joined(types.map((type) => (type === 'null' ? { type } : { ...schema, type })));

const joined = (schemas: readonly JsonSchema[]): readonly TypePart[] =>
  schemas.flatMap((schema, at) => [...(at > 0 ? text(' or ') : []), ...typeInWords(schema)]);

interface Bounds {
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxLength?: number;
  readonly maxItems?: number;
  readonly default?: string | number | boolean;
}

/** What bounds a value: `1 to 1000, default 50`. */
export function boundsInWords(schema: JsonSchema): string {
  const { minimum, maximum, maxLength, maxItems, default: usual } = schema as Bounds;
  const range = [
    minimum === undefined && maximum === undefined ? '' : rangeOf(minimum, maximum),
    maxLength === undefined ? '' : `at most ${maxLength} characters`,
    maxItems === undefined ? '' : `at most ${maxItems}`,
    usual === undefined ? '' : `default ${String(usual)}`,
  ];
  return range.filter((part) => part !== '').join(', ');
}

const rangeOf = (least = 0, most?: number): string =>
  most === undefined ? `from ${least}` : `${least} to ${most}`;
