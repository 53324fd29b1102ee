import type { JsonSchema } from '#src/client/document';

/** One line of a table of names. */
export interface Member {
  readonly name: string;
  /** Beside the name: where it stands, whether it must be there. */
  readonly note?: string | undefined;
  readonly schema: JsonSchema;
  readonly description?: string | undefined;
}

/** Deeper ones would be a schema of their own. */
const DEEPEST = 3;

/** Members of an object, each followed by what stands in it: `source`, `source.repos`, `items[].id`. */
export function membersOf(schema: JsonSchema, prefix = '', depth = 1): readonly Member[] {
  const required = new Set((schema['required'] ?? []) as readonly string[]);
  const properties = (schema['properties'] ?? {}) as Readonly<Record<string, JsonSchema>>;
  return Object.entries(properties).flatMap(([name, property]) => [
    {
      name: `${prefix}${name}`,
      note: required.has(name) ? 'required' : undefined,
      schema: property,
    },
    ...(depth < DEEPEST ? within(property, `${prefix}${name}`, depth + 1) : []),
  ]);
}

function within(schema: JsonSchema, name: string, depth: number): readonly Member[] {
  const { items, anyOf } = schema;
  const list = items as JsonSchema | undefined;
  const [only, ...others] = ((anyOf ?? []) as readonly JsonSchema[]).filter(
    ({ type }) => type !== 'null',
  );
  if (list?.['properties']) return membersOf(list, `${name}[].`, depth);
  if (only?.['properties'] && others.length === 0) return membersOf(only, `${name}.`, depth);
  return membersOf(schema, `${name}.`, depth);
}
