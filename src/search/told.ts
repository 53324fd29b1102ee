import type { Filter } from '#src/store/store';

import type { Explanation } from './explain-types.ts';
import { filterShown, type BodyFilter } from './filter-shown.ts';
import type { ModeUsed } from './types.ts';

/** How a question was answered, for a log: nothing of its text, and no value of its filter. */
export interface SearchTold {
  readonly mode: ModeUsed;
  /** Every value is `?`. */
  readonly filter?: BodyFilter;
  readonly total: number;
  readonly plan: Explanation['plan'];
  readonly timings_ms: Explanation['timings_ms'];
}

/** What of an answer goes into a log. */
export const toldOf = (
  { where }: { readonly where?: Filter | undefined },
  { mode, total, plan, timings_ms }: Omit<SearchTold, 'filter'>,
): SearchTold => ({
  mode,
  ...(where && { filter: filterShown(withoutValues(where)) }),
  ...{ total, plan, timings_ms },
});

function withoutValues(filter: Filter): Filter {
  if ('and' in filter) return { and: filter.and.map(withoutValues) };
  if ('or' in filter) return { or: filter.or.map(withoutValues) };
  if ('not' in filter) return { not: withoutValues(filter.not) };
  return { ...filter, value: Array.isArray(filter.value) ? ['?'] : '?' };
}
