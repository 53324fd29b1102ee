import type { Client } from '#src/client';
import type { UrlFilters } from '#src/client/types';
import { kindOf } from '#src/kinds/index';
import { timeOf } from '#src/operations/statistics-dimensions';
import { firstDay, periodsOver, unitFor, type Period, type Unit } from '#src/web/plots/periods';

import { groupsOf, type Group } from './groups.ts';
import type { OverTime } from './plan.ts';

/** A plot over time with all that it says. */
export interface TimePlot {
  readonly plan: OverTime;
  readonly unit: Unit;
  readonly periods: readonly Period[];
  /** Key of the first period that is shown, when there are older ones. */
  readonly cutAt?: string;
  readonly series: readonly (Group & { readonly counts: ReadonlyMap<string, number> })[];
  /** The field that the periods are of. */
  readonly time: string;
  /** Filters that all of it has. */
  readonly filters: UrlFilters;
  readonly total: number;
}

export interface TimeOptions {
  /** Filters of the whole dashboard. */
  readonly filters: UrlFilters;
  /** Default: what fits the time between the first record and the last one. */
  readonly unit?: Unit | undefined;
}

type Counting = Pick<Client, 'counts'>;

/** Columns that are still readable beside each other. */
const MOST_PERIODS: Readonly<Record<Unit, number>> = { day: 62, week: 53, month: 60, year: 40 };
/** As many buckets as an answer takes. */
const ALL = 1_000;

/** What one plan comes to; undefined when nothing of it has a date. */
export async function readTimePlot(
  client: Counting,
  plan: OverTime,
  options: TimeOptions,
): Promise<TimePlot | undefined> {
  const kind = kindOf(plan.kind);
  const time = timeOf(kind);
  const filters = [...(plan.filters ?? []), ...options.filters];
  if (time === undefined) return undefined;
  const months = `month(${time})`;
  const { by } = await client.counts(plan.kind, { filters, by: [plan.by, months], limit: ALL });
  const groups = groupsOf(kind, plan.by, by[plan.by] ?? []);
  const unit = options.unit ?? usualUnit((by[months] ?? []).map(({ value }) => value));
  const series = await Promise.all(
    groups.map(async (group) => {
      const counts = await countsOver(client, {
        plan,
        time,
        unit,
        filters: [...filters, ...group.filters],
      });
      return { ...group, counts };
    }),
  );
  const keys = series.flatMap(({ counts }) => [...counts.keys()]);
  const { shown, cutAt } = periodsOver(keys, unit, MOST_PERIODS[unit]);
  if (shown.length === 0) return undefined;
  const dated = shown.map(({ key }) => key);
  const sum = (counts: ReadonlyMap<string, number>) =>
    dated.reduce((all, key) => all + (counts.get(key) ?? 0), 0);
  const plotted = series.filter(({ counts }) => sum(counts) > 0);
  return {
    ...{ plan, unit, periods: shown, series: plotted, time, filters },
    total: plotted.reduce((all, { counts }) => all + sum(counts), 0),
    ...(cutAt !== undefined && { cutAt }),
  };
}

function usualUnit(months: readonly unknown[]): Unit {
  const days = months.flatMap((month) => firstDay(String(month), 'month') ?? []).sort();
  return unitFor(days[0] ?? '', days.at(-1) ?? '');
}

interface Asked {
  readonly plan: OverTime;
  readonly time: string;
  readonly unit: Unit;
  readonly filters: UrlFilters;
}

/** By period. Nobody counts by years, so these are put together from their months. */
async function countsOver(
  client: Counting,
  { plan, time, unit, filters }: Asked,
): Promise<ReadonlyMap<string, number>> {
  const by = `${unit === 'year' ? 'month' : unit}(${time})`;
  const found = await client.counts(plan.kind, { filters, by: [by], limit: ALL });
  const counts = new Map<string, number>();
  for (const { value, count } of found.by[by] ?? []) {
    const key = unit === 'year' ? String(value).slice(0, 4) : String(value);
    if (value !== null) counts.set(key, (counts.get(key) ?? 0) + count);
  }
  return counts;
}
