import { kindNames, kindOf, type KindName } from '#src/kinds/index';
import type { Kind } from '#src/kinds/kind';
import { PARTS } from '#src/operations/dashboard-learning';
import { recentDimensions, usualDimensions } from '#src/operations/statistics';
import { parseSort } from '#src/search/sort';
import type { CountQuery, Filter, ListQuery } from '#src/store/store';

import { NOW } from './generated.ts';

/** A question as people put it, and as it reaches the store. */
export interface Named<Q> {
  readonly name: string;
  readonly query: Q;
}

const LIMIT = 50;
const RECENT = '2025-11-01';

/** What filters of a facet are asked for; the generated records have these values. */
const valueOf = (kind: Kind, name: string): string => {
  const field = kind.fields[name];
  return field?.values?.[0] ?? (field?.type === 'list' || name === 'repo' ? 'repo-3' : `${name}-3`);
};

function listsOf(name: KindName): readonly Named<ListQuery>[] {
  const kind = kindOf(name);
  const list = (said: string, where?: Filter, sort?: string): Named<ListQuery> => ({
    name: [name, said].filter(Boolean).join('?'),
    query: { kind: name, sort: parseSort(sort, kind), limit: LIMIT, ...(where && { where }) },
  });
  const facets = Object.entries(kind.facets).map(([facet, field]) =>
    facet === 'date'
      ? list(`date__gte=${RECENT}`, { field, op: 'gte', value: RECENT })
      : list(`${facet}=${valueOf(kind, field)}`, { field, op: 'eq', value: valueOf(kind, field) }),
  );
  const ranked = Object.values(kind.fields)
    .filter((field) => field.ranked)
    .map((field) =>
      list(`sort=${field.name},${kind.sort}`, undefined, `${field.name},${kind.sort}`),
    );
  return [list(''), ...facets, ...ranked];
}

/** Every list that people ask for, of every kind: as it comes, by each facet, from a day on, by rank. */
export const listQueries = (): readonly Named<ListQuery>[] => kindNames.flatMap(listsOf);

/** Every statistics query of the dashboard, and of a kind by default. */
export const countQueries = (): readonly Named<CountQuery>[] => {
  const now = new Date(NOW);
  const kinds = kindNames.map((name) => ({
    name: `stats/${name}`,
    query: { kind: name, by: usualDimensions(kindOf(name), now) },
  }));
  const parts = Object.entries(PARTS).map(([name, part]) => {
    const plain = part.by.map((field) => ({ name: field, field }));
    const by = [...plain, ...('recent' in part ? recentDimensions(kindOf(part.kind), now) : [])];
    return { name: `dashboard/${name}`, query: { kind: part.kind, by, measures: part.measures } };
  });
  return [...kinds, ...parts];
};
