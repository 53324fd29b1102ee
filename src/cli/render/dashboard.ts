import type { Accuracy, Dashboard, Figures, MetricFigures } from '#src/operations/statistics-types';
import type { Bucket } from '#src/store/store';

import { inLine, number, renderBuckets, row, sparkline, type CountsOptions } from './counts.ts';
import { table } from './table.ts';
import { count } from './text.ts';
import { NAMED, work, type Part } from './dashboard-work.ts';

const DAY = 86_400_000;

/** The dashboard for people; parts without anything to say are left out. */
export function renderDashboard(dashboard: Dashboard, options: CountsOptions): string {
  const parts = PARTS.map((part) => part(dashboard, options)).filter((text) => text !== '');
  return parts.length > 0
    ? parts.join('\n\n')
    : 'Nothing is stored yet: `workspace index <folder>` or `workspace add`.';
}

const kinds: Part = ({ kinds: held, at }, { style, width }) => {
  const all = Object.values(held);
  if (all.length === 0) return '';
  const rows = all.map(({ kind, total, by }) => [
    kind,
    number(total),
    inLine(by['status'] ?? by['severity'] ?? by['type'] ?? [], 4),
    sparkline(daily(by['day'] ?? [], at)),
  ]);
  const headings = [
    { heading: 'records' },
    { heading: '' },
    { heading: '', flexible: true },
    { heading: 'last 30 days', optional: true },
  ];
  return table(headings, rows, { style, width });
};

/** Counts of the last thirty days; a day without records has no bucket. */
function daily(buckets: readonly Bucket[], at: string): readonly number[] {
  if (buckets.length === 0) return [];
  const counts = new Map(buckets.map(({ value, count: amount }) => [value, amount]));
  return Array.from({ length: 30 }, (_, index) => {
    const day = new Date(Date.parse(at) - (29 - index) * DAY).toISOString().slice(0, 10);
    return counts.get(day) ?? 0;
  });
}

/** A part that is counts alone, under its name. */
const counted =
  (heading: string, of: (dashboard: Dashboard) => Figures, names: readonly string[]): Part =>
  (dashboard, options) => {
    const { total, by } = of(dashboard);
    if (total === 0) return '';
    const tables = names
      .map((name) => [name, (by[name] ?? []).slice(0, NAMED)] as const)
      .filter(([, buckets]) => buckets.length > 0)
      .map(([name, buckets]) => renderBuckets(name, buckets, options));
    return [options.style.strong(`${heading} ${number(total)}`), ...tables].join('\n');
  };

const bootstrap: Part = ({ bootstrap: metrics }, { style, width }) =>
  metrics.length === 0
    ? ''
    : table(
        [
          { heading: 'bootstrap metric', flexible: true },
          { heading: 'value' },
          { heading: 'target' },
          { heading: 'change' },
          { heading: 'trend', optional: true },
          { heading: 'as of' },
        ],
        metrics.map(metricRow),
        { style, width },
      );

const metricRow = (metric: MetricFigures): readonly string[] => [
  metric.metric,
  [number(metric.value), metric.unit].filter(Boolean).join(' '),
  metric.target === null ? '' : number(metric.target),
  metric.change === null ? '' : `${metric.change >= 0 ? '+' : ''}${number(metric.change)}`,
  sparkline(spread(metric.trend.map(({ value }) => value))),
  metric.at.slice(0, 10),
];

/** A trend shows its shape, wherever its values lie. */
const spread = (values: readonly number[]): readonly number[] => {
  const least = Math.min(...values);
  return values.map((value) => value - least);
};

const estimation: Part = ({ estimation: accuracies }, { style }) => {
  const known = Object.entries(accuracies).filter(([, { pairs }]) => pairs > 0);
  if (known.length === 0) return '';
  const lines = known.map(([name, accuracy]) => row(style, name, accuracyLine(accuracy)));
  return [style.strong('estimates and what came of them'), ...lines].join('\n');
};

const percent = (share: number): string => `${Math.round(share * 100)} %`;

const accuracyLine = ({ pairs, ratio, mmre, within_25_percent: near }: Accuracy): string =>
  [
    ratio === null ? '' : `actual is ${percent(ratio)} of estimated`,
    mmre === null ? '' : `mean error ${percent(mmre)}`,
    near === null ? '' : `${percent(near)} within 25 %`,
    `over ${count(pairs, 'task')}`,
  ]
    .filter(Boolean)
    .join(' · ');

const PARTS: readonly Part[] = [
  kinds,
  work,
  counted('orchestrator queue', ({ queue }) => queue, [
    'status',
    'priority',
    'capability_required',
  ]),
  counted('orchestration decisions', ({ orchestration }) => orchestration, ['success', 'agent_id']),
  counted('agent runs', ({ agent_cost }) => agent_cost, ['agent', 'model']),
  counted('defects', ({ defects }) => defects, ['phase_injected', 'type']),
  bootstrap,
  estimation,
];
