import type { Filter } from '#src/store/store';

import { checkComparison, takesList, type RawComparison, type Scope } from './filter-comparison.ts';
import { allOf, limited } from './filter-limits.ts';
import type { RawValue } from './filter-value.ts';

export { parseBodyFilter } from './filter-body.ts';
export type { FilterScope } from './filter-comparison.ts';

/**
 * The filter of a URL: `status=pending`, `priority=HIGH,MEDIUM`, `created__gte=2025-11-01`.
 * Comparisons are AND-ed, a parameter given twice too; `reserved` names are parameters of the
 * route (`limit`), and a field of that name is asked as `limit__eq`. Undefined when nothing is asked.
 * Codes: unknown_field, unknown_operator, invalid_query.
 */
export function parseUrlFilter(
  parameters: Iterable<readonly [string, string]>,
  scope: Scope,
  reserved: ReadonlySet<string>,
): Filter | undefined {
  const parts = [...parameters]
    .filter(([name]) => !reserved.has(name))
    .map(([name, text]) => checkComparison(readParameter(name, text), scope, { parameter: name }));
  return allOf(limited(parts, {}));
}

/** `field__op`, with the last `__` as the cut; without an operator, a comma asks for one of several values. */
function readParameter(name: string, text: string): RawComparison {
  const at = name.lastIndexOf('__');
  if (at > 0) {
    const [field, op] = [name.slice(0, at), name.slice(at + 2)];
    return { field, op, value: takesList(op) ? separated(text) : { text } };
  }
  return text.includes(',')
    ? { field: name, op: 'in', value: separated(text) }
    : { field: name, op: 'eq', value: { text } };
}

const separated = (text: string): readonly RawValue[] =>
  text.split(',').map((part) => ({ text: part.trim() }));
