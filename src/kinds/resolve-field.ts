import { OPERATORS_BY_TYPE, type Field } from './field.ts';
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

/** The tags of a record of any kind: a list that no column holds, so that it is asked for and never sent. */
export const TAGS: Field = {
  name: 'tag',
  type: 'list',
  required: false,
  nullable: true,
  primaryKey: false,
  ranked: false,
  generated: false,
  operators: OPERATORS_BY_TYPE.list,
};

/** As `resolveField`, for a filter, which may ask for tags too. */
export const resolveFilter = (kind: FieldSource, name: string): Field | undefined =>
  resolveField(kind, name) ?? (name === TAGS.name ? TAGS : undefined);

/** Every name that `resolveFilter` knows in a kind. */
export const filterNames = (kind: FieldSource): readonly string[] => [
  ...new Set([...fieldNames(kind), TAGS.name]),
];
