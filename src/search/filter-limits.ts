import type { Comparison, Filter } from '#src/store/store';

import { fault, type Place } from './filter-comparison.ts';

/** What a filter may hold at most: SQLite refuses expressions 1,000 levels deep, and every AND or OR is a level. */
export const LIMITS = { depth: 20, comparisons: 200, values: 500 } as const;

/** Several filters as one; undefined when there is none. */
export const allOf = (parts: readonly Filter[]): Filter | undefined =>
  parts.length > 1 ? { and: parts } : parts[0];

export function comparisonsOf(filter: Filter): readonly Comparison[] {
  if ('and' in filter) return filter.and.flatMap(comparisonsOf);
  if ('or' in filter) return filter.or.flatMap(comparisonsOf);
  return 'not' in filter ? comparisonsOf(filter.not) : [filter];
}

/** The comparisons as they came, when they are not too many. Code: invalid_query. */
export function limited(parts: readonly Comparison[], place: Place): readonly Comparison[] {
  const values = parts.reduce(
    (sum, { value }) => sum + (Array.isArray(value) ? value.length : 1),
    0,
  );
  if (parts.length <= LIMITS.comparisons && values <= LIMITS.values) return parts;
  throw fault('invalid_query', place, {
    detail: `The filter has ${parts.length} comparisons with ${values} values; ${LIMITS.comparisons} and ${LIMITS.values} are allowed.`,
    next: 'Ask in several requests.',
  });
}
