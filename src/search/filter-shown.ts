import type { Comparison, Filter } from '#src/store/store';

/** A filter as a request's body holds it: `{"status":"open","date":{"gt":"2025-01-01"}}`. */
export type BodyFilter = Readonly<Record<string, unknown>>;

/** The body that `parseBodyFilter` reads as this filter. */
export function filterShown(filter: Filter): BodyFilter {
  if ('and' in filter) return conjunction(filter.and.map(filterShown));
  if ('or' in filter) return { or: filter.or.map(filterShown) };
  if ('not' in filter) return { not: filterShown(filter.not) };
  return { [filter.field]: comparisonShown(filter) };
}

/** Keys of one object are AND-ed, so that a list is needed only when two parts have the same key. */
function conjunction(parts: readonly BodyFilter[]): BodyFilter {
  const keys = parts.flatMap((part) => Object.keys(part));
  return new Set(keys).size === keys.length
    ? (Object.assign({}, ...parts) as BodyFilter)
    : { and: parts };
}

function comparisonShown({ op, value }: Comparison): unknown {
  if (op === 'eq' || op === 'in') return value;
  return op === 'null' && value === true ? null : { [op]: value };
}
