import type { Accuracy, Dashboard, MetricFigures } from '#src/operations/statistics-types';
import { listHref } from '#src/web/list/list-query';
import { linePlot } from '#src/web/plots/line';
import type { View } from '#src/web/visit';
import { figure, spoken } from '#src/web/words';
import { Time } from '#web/parts';

/** How the work learns: metrics with their targets, and what estimates came to. */
export const Learning = ({ bootstrap, estimation }: Dashboard): View => {
  const known = Object.entries(estimation).filter(([, { pairs }]) => pairs > 0);
  if (bootstrap.length === 0 && known.length === 0) return <></>;
  return (
    <div class="plots learning">
      {bootstrap.map((metric) => (
        <Metric {...metric} />
      ))}
      {known.length === 0 ? null : <Estimates known={known} />}
    </div>
  );
};

const Metric = (metric: MetricFigures): View => {
  const { trend, target, value, unit, change, at } = metric;
  const plot = linePlot(
    trend.map((each) => each.value),
    target,
  );
  return (
    <section class="plot metric">
      <h2>
        <a
          href={listHref('bootstrap_learning_metrics', {
            filters: [['metric__eq', metric.metric]],
          })}
        >
          {spoken(metric.metric)}
        </a>
      </h2>
      <p class="metric-value">
        <b>{figure(value)}</b> {unit}
        {change === null ? null : (
          <span class="muted">
            {' '}
            {change >= 0 ? '+' : '−'}
            {figure(Math.abs(change))}
          </span>
        )}
      </p>
      {plot === undefined ? null : (
        <svg
          class="line"
          width="100%"
          height="64"
          viewBox="0 0 100 100"
          preserveAspectRatio="none"
          aria-hidden="true"
        >
          {plot.target === undefined ? null : (
            <line class="line-target" x1="0" x2="100" y1={plot.target} y2={plot.target} />
          )}
          <path class="line-path" d={plot.path} />
        </svg>
      )}
      <p class="muted small">
        {target === null ? '' : `target ${figure(target)} · `}
        {trend.map((each) => figure(each.value)).join(' → ')} · as of <Time value={at} />
      </p>
    </section>
  );
};

const percent = (share: number | null): string =>
  share === null ? '–' : `${Math.round(share * 100)} %`;

const Estimates = ({
  known,
}: {
  readonly known: readonly (readonly [string, Accuracy])[];
}): View => (
  <section class="plot">
    <h2>Estimates and what came of them</h2>
    <table class="figures">
      <thead>
        <tr>
          <th scope="col">Estimated</th>
          <th scope="col" class="numeric">
            actual / estimated
          </th>
          <th scope="col" class="numeric">
            mean error
          </th>
          <th scope="col" class="numeric">
            within 25 %
          </th>
          <th scope="col" class="numeric">
            tasks
          </th>
        </tr>
      </thead>
      <tbody>
        {known.map(([name, { ratio, mmre, within_25_percent: near, pairs }]) => (
          <tr>
            <th scope="row">{spoken(name)}</th>
            <td class="numeric">{percent(ratio)}</td>
            <td class="numeric">{percent(mmre)}</td>
            <td class="numeric">{percent(near)}</td>
            <td class="numeric">{figure(pairs)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  </section>
);
