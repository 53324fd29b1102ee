import { WorkspaceError } from '#src/errors';

import type { AnyWanted, Scalar } from './kind-types.ts';
import type { Narrowing, UrlFilters } from './types.ts';

/** Options whose filters are all written as an address has them. */
export type InPairs<O extends Narrowing> = Omit<O, 'filter' | 'filters'> & {
  readonly filters: UrlFilters;
};

/** Code: invalid_query, for a list whose value has a comma. */
export function inPairs<O extends Narrowing>({ filter, filters = [], ...rest }: O): InPairs<O> {
  return { ...rest, filters: [...filters, ...filterPairs(filter)] };
}

/** `{ severity: 'HIGH', detected: { gte: '2025-01-01' } }` as `severity__eq=HIGH&detected__gte=2025-01-01`. What is undefined is not asked. */
export const filterPairs = (filter: object = {}): UrlFilters =>
  Object.entries(filter).flatMap(([name, wanted]: [string, AnyWanted | undefined]) =>
    wanted === undefined ? [] : comparisons(name, wanted),
  );

/** Always with an operator: a bare name may be another parameter's, and a comma would cut its value. */
function comparisons(name: string, wanted: AnyWanted): UrlFilters {
  if (wanted === null) return [[`${name}__null`, 'true']];
  if (isList(wanted)) return [[`${name}__in`, joined(name, wanted)]];
  if (typeof wanted !== 'object') return [[`${name}__eq`, String(wanted)]];
  return Object.entries(wanted).flatMap(
    ([operator, value]: [string, Scalar | readonly Scalar[] | undefined]) =>
      value === undefined
        ? []
        : [[`${name}__${operator}`, isList(value) ? joined(name, value) : String(value)] as const],
  );
}

const isList = (wanted: AnyWanted): wanted is readonly Scalar[] => Array.isArray(wanted);

function joined(name: string, values: readonly Scalar[]): string {
  const words = values.map(String);
  const cut = words.find((each) => each.includes(','));
  if (cut === undefined) return words.join(',');
  throw new WorkspaceError(
    'invalid_query',
    `'${cut.slice(0, 80)}' has a comma, and cannot stand in the list of '${name}'.`,
    { next: 'Ask for it alone.' },
  );
}
