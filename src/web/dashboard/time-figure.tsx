import { Figure } from '#web/plots/figure';
import { Columns, nameOf } from '#web/plots/columns-svg';
import type { UrlFilters } from '#src/client/types';
import { listHref } from '#src/web/list/list-query';
import { columnPlot } from '#src/web/plots/columns';
import type { Period, Unit } from '#src/web/plots/periods';
import type { View } from '#src/web/visit';
import { capital, counted, figure, plural, spoken } from '#src/web/words';

import type { TimePlot } from './over-time.ts';

const PER: Readonly<Record<Unit, string>> = {
  day: 'per day',
  week: 'per week',
  month: 'per month',
  year: 'per year',
};

/** Records over time as columns. */
export const TimeFigure = ({ plot }: { readonly plot: TimePlot }): View => {
  const { plan, series, periods, unit } = plot;
  const hrefOf = (filters: UrlFilters, period?: Period): string =>
    listHref(plan.kind, { filters: [...plot.filters, ...filters, ...within(plot, period)] });
  return (
    <Figure
      title={`${plan.title} ${PER[unit]}`}
      summary={<Summary plot={plot} />}
      legend={series.map(({ name, tone, filters, counts }) => ({
        ...{ name: spoken(name), tone, href: hrefOf(filters) },
        amount: sumOf(counts, periods),
      }))}
      table={<Table plot={plot} hrefOf={hrefOf} />}
    >
      <Columns
        plot={columnPlot(periods, series)}
        series={series.map(({ name, tone }) => ({ name: spoken(name), tone }))}
        noun={plural(plan.noun)}
        hrefOf={(at, period) => hrefOf(series[at]?.filters ?? [], period)}
      />
    </Figure>
  );
};

/** Of all periods, what leaves out those that are not shown. */
function within({ time, cutAt, periods }: TimePlot, period: Period | undefined): UrlFilters {
  const from = (period ?? periods[0])?.from ?? '';
  if (period)
    return [
      [`${time}__gte`, from],
      [`${time}__lt`, period.before],
    ];
  return cutAt === undefined ? [] : [[`${time}__gte`, from]];
}

const sumOf = (counts: ReadonlyMap<string, number>, periods: readonly Period[]): number =>
  periods.reduce((sum, { key }) => sum + (counts.get(key) ?? 0), 0);

const Summary = ({ plot }: { readonly plot: TimePlot }): View => {
  const { plan, periods, total, series } = plot;
  const [first, last] = [periods[0], periods.at(-1)];
  const totals = periods.map((period) => ({ period, count: totalOf(plot, period) }));
  const most = totals.reduce((best, each) => (each.count > best.count ? each : best));
  const span =
    first === last || !first || !last
      ? `${plot.unit === 'day' ? 'on' : 'in'} ${nameOf(most.period)}`
      : `from ${nameOf(first)} to ${nameOf(last)}, most in ${nameOf(most.period)} (${figure(most.count)})`;
  return (
    <>
      {counted(total, plan.noun)} {span}.
      {plot.cutAt === undefined ? null : ' Earlier ones are not shown.'}
      {series.length > 1 ? null : ` All are ${spoken(series[0]?.name ?? '')}.`}
    </>
  );
};

const totalOf = ({ series }: TimePlot, { key }: Period): number =>
  series.reduce((sum, { counts }) => sum + (counts.get(key) ?? 0), 0);

interface TableProps {
  readonly plot: TimePlot;
  readonly hrefOf: (filters: UrlFilters, period?: Period) => string;
}

/** The latest first, as people ask; periods without any are left out. */
const Table = ({ plot, hrefOf }: TableProps): View => (
  <table class="figures">
    <thead>
      <tr>
        <th scope="col">{capital(plot.unit)}</th>
        {plot.series.map(({ name }) => (
          <th scope="col" class="numeric">
            {spoken(name)}
          </th>
        ))}
        <th scope="col" class="numeric">
          all
        </th>
      </tr>
    </thead>
    <tbody>
      {plot.periods
        .filter((period) => totalOf(plot, period) > 0)
        .toReversed()
        .map((period) => (
          <tr>
            <th scope="row">{nameOf(period)}</th>
            {plot.series.map(({ filters, counts }) => (
              <td class="numeric">
                <Count href={hrefOf(filters, period)} count={counts.get(period.key) ?? 0} />
              </td>
            ))}
            <td class="numeric">
              <Count href={hrefOf([], period)} count={totalOf(plot, period)} />
            </td>
          </tr>
        ))}
    </tbody>
  </table>
);

const Count = ({ href, count }: { readonly href: string; readonly count: number }): View =>
  count === 0 ? <span class="muted">0</span> : <a href={href}>{figure(count)}</a>;
