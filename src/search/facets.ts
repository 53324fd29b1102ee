import type { KindName } from '#src/kinds/index';
import type { Counted, FacetCounts, FacetQuery, Scalar, Statistics } from '#src/store/store';

import { narrowing } from './facet-filter.ts';
import {
  FACET_VALUES,
  type FacetAnswer,
  type FacetName,
  type FacetRequest,
} from './facet-types.ts';
import type { Facets, FacetValue } from './facet-types.ts';

/** The kind needs no dimension: records are counted kind by kind. */
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

/** Facets with the number of records that they are counted over: the sum over kinds. */
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
  const counts = await store.facets({ of, by: by.flatMap((name) => DIMENSIONS[name]) });
  const answers = by.map((name): [FacetName, FacetAnswer] => {
    const { tally, none } = tallied(name, counts);
    const ranked = [...tally].sort(mostFrequentFirst);
    const values = ranked.slice(0, limit).map(([value, count]): FacetValue => {
      return { value, count, filter: narrowing(name, value, kinds) };
    });
    return [name, { values, other: ranked.length - values.length, none }];
  });
  return { total: sumOf(counts.map(({ total }) => total)), facets: Object.fromEntries(answers) };
}

type Tally = ReadonlyMap<Scalar, number>;

function tallied(
  name: FacetName,
  counts: readonly FacetCounts[],
): { readonly tally: Tally; readonly none: number } {
  const tally = new Map<Scalar, number>();
  let none = 0;
  for (const { value, count } of counts.flatMap((each) => bucketsOf(name, each)))
    if (value === null) none += count;
    else tally.set(value, (tally.get(value) ?? 0) + count);
  return { tally, none };
}

const bucketsOf = (name: FacetName, { kind, total, by }: FacetCounts) =>
  name === 'kind' ? [{ value: kind, count: total }] : (by[name] ?? [{ value: null, count: total }]);

type Counts = readonly [value: Scalar, count: number];

const mostFrequentFirst = ([a, n]: Counts, [b, m]: Counts): number =>
  m - n || compare(String(a), String(b));

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, each) => sum + each, 0);
