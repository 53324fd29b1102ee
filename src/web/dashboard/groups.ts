import type { KindCounts } from '#src/operations/statistics-types';
import type { UrlFilters } from '#src/client/types';
import type { Kind } from '#src/kinds/kind';
import { resolveField } from '#src/kinds/resolve-field';
import { withValue } from '#src/web/list/list-query';

/** Values that are told as one, and how to ask for them. */
export interface Group {
  readonly name: string;
  /** Which colour: by rank, by what still holds, or one after the other. */
  readonly tone: string;
  readonly filters: UrlFilters;
  readonly count: number;
}

type Buckets = NonNullable<KindCounts['by'][string]>;

/** Colours for values that have no order among them. */
const TONES = 6;

/**
 * The groups that a field's values fall into: those of a lifecycle by whether they hold, ranked ones
 * by rank, others as they come, the most frequent first and the rest together.
 */
export function groupsOf(kind: Kind, by: string, buckets: Buckets): readonly Group[] {
  const field = resolveField(kind, by);
  if (field && kind.lifecycle?.field === field.name) return lifecycleGroups(kind, by, buckets);
  const known = field?.ranked ? (field.values ?? []) : [];
  const ranked = known.flatMap((value, rank) => {
    const bucket = buckets.find((each) => each.value === value);
    return bucket ? [groupOf(by, bucket, `rank-${rank + 1}`)] : [];
  });
  const others = buckets.filter(({ value }) => value === null || !known.includes(String(value)));
  return [...ranked, ...plainGroups(by, others)];
}

function plainGroups(by: string, buckets: Buckets): readonly Group[] {
  const valued = buckets.filter(({ value }) => value !== null);
  const [first, rest] = [valued.slice(0, TONES), valued.slice(TONES)];
  const empty = buckets.filter(({ value }) => value === null);
  return [
    ...first.map((bucket, at) => groupOf(by, bucket, `hue-${at + 1}`)),
    ...together(['others', 'hue-rest'], by, rest),
    ...empty.map((bucket) => groupOf(by, bucket, 'hue-none')),
  ];
}

function lifecycleGroups(kind: Kind, by: string, buckets: Buckets): readonly Group[] {
  const { past = [], proposed = [] } = kind.lifecycle ?? {};
  const standingOf = ({ value }: Buckets[number]): Standing => {
    if (value === null) return 'unknown';
    if (past.includes(String(value))) return 'past';
    return proposed.includes(String(value)) ? 'proposed' : 'holds';
  };
  return STANDINGS.flatMap(({ standing, name }) => {
    const those = buckets.filter((bucket) => standingOf(bucket) === standing);
    if (standing === 'unknown') return those.map((bucket) => groupOf(by, bucket, 'hue-none'));
    return together([name, `standing-${standing}`], by, those);
  });
}

type Standing = 'holds' | 'proposed' | 'past' | 'unknown';
const STANDINGS: readonly { readonly standing: Standing; readonly name: string }[] = [
  { standing: 'holds', name: 'in force' },
  { standing: 'proposed', name: 'proposed' },
  { standing: 'past', name: 'no longer in force' },
  { standing: 'unknown', name: 'without a status' },
];

const groupOf = (by: string, { value, count }: Buckets[number], tone: string): Group => ({
  name: value === null ? `no ${by.replaceAll('_', ' ')}` : String(value),
  filters: withValue(by, value === null ? null : String(value)),
  ...{ tone, count },
});

/** A value with a comma cannot be asked for beside others, and stays out of the filter. */
function together(
  [name, tone]: readonly [string, string],
  by: string,
  buckets: Buckets,
): readonly Group[] {
  if (buckets.length === 0) return [];
  const values = buckets.map(({ value }) => String(value)).filter((value) => !value.includes(','));
  const count = buckets.reduce((sum, each) => sum + each.count, 0);
  return [{ name, tone, filters: [[by, values.join(',')]], count }];
}
