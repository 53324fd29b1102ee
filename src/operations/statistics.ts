import { kindOf } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';
import type { Bucket, CountQuery, Counts, Dimension, Statistics } from '#src/store/store';

import type { KindCounts } from './statistics-types.ts';
import { facetDimensions, timeOf } from './statistics-dimensions.ts';

const DAY = 86_400_000;
const DAYS = 30;
const WEEKS = 12;

/** Days and weeks that a dashboard shows, in UTC, the one of `now` included. */
export function recentDimensions(kind: Kind, now: Date): readonly Dimension[] {
  const field = timeOf(kind);
  if (field === undefined) return [];
  return [
    { name: 'day', field, unit: 'day', since: isoDay(now.getTime() - (DAYS - 1) * DAY) },
    { name: 'week', field, unit: 'week', since: isoDay(mondayOf(now) - (WEEKS - 1) * 7 * DAY) },
  ];
}

/** What a kind's records are counted by when nothing else is asked. */
export const usualDimensions = (kind: Kind, now: Date): readonly Dimension[] => [
  ...facetDimensions(kind),
  ...recentDimensions(kind, now),
];

const isoDay = (time: number): string => new Date(time).toISOString().slice(0, 10);

const mondayOf = (now: Date): number => now.getTime() - ((now.getUTCDay() + 6) % 7) * DAY;

export interface KindCountsRequest extends CountQuery {
  /** Buckets of one dimension that are answered at most. */
  readonly limit: number;
}

/** Counts of one kind. A dimension with more values than `limit` is cut, and `omitted` says by how many. */
export async function countKind(
  store: Statistics,
  { limit, ...query }: KindCountsRequest,
): Promise<KindCounts> {
  const { total, by, ...rest } = await store.counts(query);
  const cut = Object.entries(by).filter(([, buckets]) => buckets.length > limit);
  return {
    kind: query.kind,
    total,
    ...rest,
    by: withoutUnreadable(query, firstOf(by, limit)),
    ...(cut.length > 0 && {
      omitted: Object.fromEntries(cut.map(([name, { length }]) => [name, length - limit])),
    }),
  };
}

const firstOf = (by: Counts['by'], limit: number): Counts['by'] =>
  Object.fromEntries(Object.entries(by).map(([name, buckets]) => [name, buckets.slice(0, limit)]));

/** "Since a day" is no question to what has no readable day. */
export function withoutUnreadable({ by: dimensions }: CountQuery, by: Counts['by']): Counts['by'] {
  const bounded = new Set(dimensions.filter(({ since }) => since !== undefined).map(nameOf));
  const shown = ({ value }: Bucket): boolean => value !== null;
  return Object.fromEntries(
    Object.entries(by).map(([name, buckets]) => [
      name,
      bounded.has(name) ? buckets.filter(shown) : buckets,
    ]),
  );
}

const nameOf = ({ name }: Dimension): string => name;

/** The figures of one kind on a dashboard. */
export const overviewOf = (store: Statistics, name: KindCounts['kind'], now: Date) =>
  countKind(store, { kind: name, by: usualDimensions(kindOf(name), now), limit: MOST_BUCKETS });

/** Of a dashboard's dimension; a kind with more repositories than these shows the most frequent. */
const MOST_BUCKETS = 50;
