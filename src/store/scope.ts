import type { Operator } from '#src/kinds/field';
import type { KindName } from '#src/kinds/index';

export type Scalar = string | number | boolean;

/** One comparison. `value` is an array for `in` and `nin`, a boolean for `null`. */
export interface Comparison {
  readonly field: string;
  readonly op: Operator;
  readonly value: Scalar | readonly Scalar[];
}

/** A checked filter: fields and operators are known, values have the field's type. */
export type Filter =
  | Comparison
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };

/**
 * The records that a query is about. A comparison names a field or a facet of a kind, or `tag`,
 * `kind` (any name of it) or `year` (of its date); a kind that has none of them matches nothing,
 * except `null=true` and the negations. A list without an element has no value.
 */
export interface Scope {
  readonly kinds: readonly KindName[];
  readonly where?: Filter;
}
