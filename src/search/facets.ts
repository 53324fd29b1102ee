import type { KindName } from '#src/kinds/index';
import type { Counted, FacetCounts, FacetQuery, Scalar, Statistics } from '#src/store/store';

import { narrowing, narrowingToNone } from './facet-filter.ts';
import {
  FACET_NAMES,
  FACET_VALUES,
  type FacetAnswer,
  type FacetName,
  type FacetRequest,
  type Facets,
} from './facet-types.ts';

/** The kind needs no dimension: it is counted always. */
const DIMENSIONS: Readonly<Record<FacetName, FacetQuery['by']>> = {
  kind: [],
  status: [{ name: 'status', field: 'status' }],
  repo: [{ name: 'repo', field: 'repo' }],
  severity: [{ name: 'severity', field: 'severity' }],
  priority: [{ name: 'priority', field: 'priority' }],
  type: [{ name: 'type', field: 'type' }],
  year: [{ name: 'year', field: 'date', unit: 'year' }],
  tag: [{ name: 'tag', field: 'tag' }],
};

/** Whatever is asked for, so that the store can keep the values of records for one list of dimensions. */
const ALL_DIMENSIONS = FACET_NAMES.flatMap((name) => DIMENSIONS[name]);

/** Facets with the number of records that they are counted over. */
export interface Faceted {
  readonly total: number;
  readonly facets: Facets;
}

/**
 * Counts records by facets. A kind that has not the field of a facet counts as without a value.
 * `kinds` are those of the question: a filter speaks of them.
 */
export async function facetsOf(
  store: Pick<Statistics, 'facets'>,
  of: Counted,
  { by, limit = FACET_VALUES, kinds }: FacetRequest & { readonly kinds: readonly KindName[] },
): Promise<Faceted> {
  const dimensions = 'rows' in of ? ALL_DIMENSIONS : by.flatMap((name) => DIMENSIONS[name]);
  const counts = await store.facets({ of, by: dimensions });
  const answers = by.map((name): [FacetName, FacetAnswer] => {
    const { ranked, none } = tallied(name, counts);
    const [shown, others] = [ranked.slice(0, limit), ranked.slice(limit)];
    const answer = {
      values: shown.map(([value, count]) => ({ value, count, ...narrowing(name, value, kinds) })),
      other: { values: others.length, count: sumOf(others.map(([, count]) => count)) },
      none: { count: none, ...narrowingToNone(name, kinds) },
    };
    return [name, answer];
  });
  return { total: counts.total, facets: Object.fromEntries(answers) };
}

type Tally = readonly [value: Scalar, count: number];

function tallied(
  name: FacetName,
  { kinds, by }: FacetCounts,
): { readonly ranked: readonly Tally[]; readonly none: number } {
  const buckets =
    name === 'kind' ? kinds.map(({ kind, count }) => ({ value: kind, count })) : (by[name] ?? []);
  const ranked = buckets.flatMap(({ value, count }): readonly Tally[] =>
    value === null ? [] : [[value, count]],
  );
  const none = buckets.find(({ value }) => value === null)?.count ?? 0;
  return { ranked: ranked.toSorted(mostFrequentFirst), none };
}

const mostFrequentFirst = ([a, n]: Tally, [b, m]: Tally): number =>
  m - n || compare(String(a), String(b));

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
