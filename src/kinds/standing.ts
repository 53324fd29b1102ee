import type { Kind } from './kind.ts';
import { CLOSED_STATUSES } from './vocabulary.ts';

/**
 * Of a kind's states, and of other words that its records have there, those that are open or closed.
 * A decision that holds is neither: it is open while nobody has made it, and closed when it is past.
 */
export function statesThatAre(
  standing: 'open' | 'closed',
  { facets, fields, lifecycle }: Kind,
  others: readonly string[] = [],
): readonly string[] {
  if (facets.status === undefined) return [];
  if (lifecycle) return standing === 'closed' ? lifecycle.past : (lifecycle.proposed ?? []);
  const known = [...(fields[facets.status]?.values ?? []), ...others];
  const wanted = standing === 'closed';
  return known.filter((value) => CLOSED_STATUSES.has(value.toLowerCase()) === wanted);
}
