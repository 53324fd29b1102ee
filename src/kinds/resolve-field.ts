import type { Field } from './field.ts';
import type { Facet, Kind } from './kind.ts';

/** What filters and sorts need of a kind; every kind has it, whatever its table. */
export type FieldSource = Pick<Kind, 'name' | 'fields' | 'facets'>;

/** The field of a kind that a name means: a field's own name first, then a facet's. */
export function resolveField(kind: FieldSource, name: string): Field | undefined {
  if (Object.hasOwn(kind.fields, name)) return kind.fields[name];
  const target = Object.hasOwn(kind.facets, name) ? kind.facets[name as Facet] : undefined;
  return target === undefined ? undefined : kind.fields[target];
}

/** Every name that `resolveField` knows in a kind. */
export const fieldNames = (kind: FieldSource): readonly string[] => [
  ...new Set([...Object.keys(kind.fields), ...Object.keys(kind.facets)]),
];
