import type { Client } from '#src/client';
import type { UrlFilters } from '#src/client/types';
import { kindOf } from '#src/kinds/index';
import { resolveFilter } from '#src/kinds/resolve-field';
import type { Dashboard } from '#src/operations/statistics-types';
import { UNITS, type Unit } from '#src/web/plots/periods';

import { readTimePlot, type TimePlot } from './over-time.ts';
import { OVER_TIME, SPLITS, type OverTime } from './plan.ts';
import { readSplit, type SplitPlot } from './splits.ts';

/** What the address of a dashboard says. */
export interface DashboardQuery {
  /** Only what concerns this repository. */
  readonly repo?: string;
  readonly unit?: Unit;
}

/** All that a dashboard shows. */
export interface DashboardView {
  readonly query: DashboardQuery;
  readonly figures: Dashboard;
  readonly overTime: readonly TimePlot[];
  readonly splits: readonly SplitPlot[];
  /** That can be chosen, in their order. */
  readonly repos: readonly string[];
}

export function readDashboardQuery(parameters: URLSearchParams): DashboardQuery {
  const [repo, unit] = [parameters.get('repo')?.trim() ?? '', parameters.get('unit')];
  const known = UNITS.find((each) => each === unit);
  return { ...(repo !== '' && { repo }), ...(known && { unit: known }) };
}

/** The address that says the same. */
export function dashboardHref(query: DashboardQuery): string {
  const text = new URLSearchParams(Object.entries(query)).toString();
  return text === '' ? '/dashboard' : `/dashboard?${text}`;
}

type Counting = Pick<Client, 'counts' | 'dashboard'>;

/** Plots one after the other: each is some requests, and others are answered in between. */
export async function readDashboardView(
  client: Counting,
  query: DashboardQuery,
): Promise<DashboardView> {
  const filters: UrlFilters = query.repo === undefined ? [] : [['repo', query.repo]];
  const knows = ({ kind }: OverTime): boolean =>
    filters.every(([name]) => resolveFilter(kindOf(kind), name) !== undefined);
  const figures = await client.dashboard();
  const held = (plan: OverTime): boolean => knows(plan) && figures.kinds[plan.kind] !== undefined;
  const { unit } = query;
  return {
    ...{ query, figures, repos: reposIn(figures) },
    overTime: await all(OVER_TIME.filter(held), (plan) =>
      readTimePlot(client, plan, { filters, unit }),
    ),
    splits: await all(SPLITS.filter(held), (plan) => readSplit(client, plan, filters)),
  };
}

async function all<P, T>(
  plans: readonly P[],
  read: (plan: P) => Promise<T | undefined>,
): Promise<readonly T[]> {
  const found: T[] = [];
  for (const plan of plans) {
    const one = await read(plan);
    if (one !== undefined) found.push(one);
  }
  return found;
}

const reposIn = ({ kinds }: Dashboard): readonly string[] =>
  [
    ...new Set(
      Object.values(kinds)
        .flatMap(({ by }) => by['repo'] ?? [])
        .flatMap(({ value }) => (value === null ? [] : [String(value)])),
    ),
  ].sort();
