import { kinds, type KindName } from '#src/kinds/index';
import { resolveFilter } from '#src/kinds/resolve-field';
import type { Scalar } from '#src/store/store';

import type { FacetName, Narrowing } from './facet-types.ts';
import { filterShown } from './filter-shown.ts';
import { readable } from './filter-value.ts';

const NONE: Narrowing = { filter: null, query: null };

/**
 * What asks kinds for the records with a facet's value: a facet is a filter of its own name. Values
 * are known to be stored, so that an enumeration need not know them; one that the field's type cannot
 * be asked for has no filter.
 */
export function narrowing(name: FacetName, value: Scalar, asked: readonly KindName[]): Narrowing {
  const fields = asked.flatMap((kind) => resolveFilter(kinds[kind], name) ?? []);
  const [read] = fields.flatMap((field) => readable(field, value) ?? []);
  if (read === undefined) return NONE;
  return {
    filter: filterShown({ field: name, op: 'eq', value: read }),
    query: new URLSearchParams([[parameterOf(name, read), String(read)]]).toString(),
  };
}

/** As `narrowing`, for the records without a value. */
export function narrowingToNone(name: FacetName, asked: readonly KindName[]): Narrowing {
  const able = asked.some((kind) => resolveFilter(kinds[kind], name)?.operators.includes('null'));
  return able ? { filter: { [name]: { null: true } }, query: `${name}__null=true` } : NONE;
}

/** Without an operator a comma asks for one of several values, and `kind` widens a search by another kind. */
const parameterOf = (name: FacetName, value: Scalar): string =>
  name === 'kind' || String(value).includes(',') ? `${name}__eq` : name;
