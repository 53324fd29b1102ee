import type { Field } from '#src/kinds/field';
import { kinds, type KindName } from '#src/kinds/index';
import { resolveFilter } from '#src/kinds/resolve-field';
import type { Scalar } from '#src/store/store';

import type { FacetName, FacetValue } from './facet-types.ts';
import { readValue } from './filter-value.ts';

/** Facets that are fields of the kinds by their own name. */
type FieldFacet = Exclude<FacetName, 'kind' | 'year'>;
type Narrowing = (value: string, asked: readonly KindName[]) => FacetValue['filter'];

/** With its operator: without one, a comma in a value would ask for one of several. */
const equals =
  (field: FieldFacet): Narrowing =>
  (value, asked) =>
    asked.some((kind) => accepts(resolveFilter(kinds[kind], field), value))
      ? { [`${field}__eq`]: value }
      : null;

/** An enumeration is asked here, since `readValue` looks for what else may have been meant (a hundred values: 4 ms). */
const accepts = (field: Field | undefined, text: string): boolean => {
  if (field === undefined) return false;
  if (field.type === 'enum') return field.values?.includes(text) ?? false;
  return 'value' in readValue(field, 'eq', { text });
};

const NARROWINGS: Readonly<Record<FacetName, Narrowing>> = {
  kind: (kind, asked) => (asked.length > 1 ? { kind } : {}),
  status: equals('status'),
  repo: equals('repo'),
  severity: equals('severity'),
  priority: equals('priority'),
  type: equals('type'),
  year: (year) => ({ date__gte: `${year}-01-01`, date__lte: `${year}-12-31` }),
  tag: equals('tag'),
};

/** URL parameters that ask kinds for the records with a facet's value; null when the filters refuse it. */
export const narrowing = (
  name: FacetName,
  value: Scalar,
  asked: readonly KindName[],
): FacetValue['filter'] => NARROWINGS[name](String(value), asked);
