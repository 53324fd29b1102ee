import { OPERATORS_BY_TYPE, type Field } from './field.ts';
import type { Facet, Kind } from './kind.ts';

/** What filters and sorts need of a kind; every kind has it, whatever its table. */
export type FieldSource = Pick<Kind, 'name' | 'short' | 'fields' | 'facets'>;

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

const DERIVED = { required: false, primaryKey: false, ranked: false, generated: false } as const;

/** The tags of a record of any kind: a list that no column holds, so that it is asked for and never sent. */
export const TAGS: Field = {
  ...DERIVED,
  ...{ name: 'tag', type: 'list', nullable: true, operators: OPERATORS_BY_TYPE.list },
};

/** The year (UTC) of a kind's date, as counts by year tell it: none where the moment is none that is known. */
const YEAR: Field = {
  ...DERIVED,
  ...{ name: 'year', type: 'integer', nullable: true, operators: OPERATORS_BY_TYPE.integer },
};

/** The kind itself, by any of its names: a filter over several kinds may leave some of them. */
const kindField = ({ name, short }: FieldSource): Field => ({
  ...DERIVED,
  ...{ name: 'kind', type: 'enum', nullable: false, values: [name, ...short] },
  operators: ['eq', 'ne', 'in', 'nin'],
});

/** What filters ask for and no column of the name holds. A field or facet of the name goes before it. */
const WITHOUT_COLUMN = {
  tag: () => TAGS,
  kind: kindField,
  year: ({ facets }) => (facets.date === undefined ? undefined : YEAR),
} as const satisfies Readonly<Record<string, (kind: FieldSource) => Field | undefined>>;
export type DerivedFilter = keyof typeof WITHOUT_COLUMN;

/** Which of `tag`, `kind` and `year` a name means in a kind; undefined when it means a field, or nothing. */
export const derivedFilter = (kind: FieldSource, name: string): DerivedFilter | undefined =>
  Object.hasOwn(WITHOUT_COLUMN, name) && resolveField(kind, name) === undefined
    ? (name as DerivedFilter)
    : undefined;

/** As `resolveField`, for a filter, which may ask for tags, the kind and the year too. */
export function resolveFilter(kind: FieldSource, name: string): Field | undefined {
  const derived = derivedFilter(kind, name);
  return derived === undefined ? resolveField(kind, name) : WITHOUT_COLUMN[derived](kind);
}

/** Every name that `resolveFilter` knows in a kind. */
export const filterNames = (kind: FieldSource): readonly string[] => [
  ...fieldNames(kind),
  ...Object.keys(WITHOUT_COLUMN).filter(
    (name) => derivedFilter(kind, name) && resolveFilter(kind, name),
  ),
];
