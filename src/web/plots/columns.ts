import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';

import type { Period } from './periods.ts';

/** Counts of one name over time. */
export interface Series {
  readonly name: string;
  /** By the keys of periods. */
  readonly counts: ReadonlyMap<string, number>;
}

/** A tick of the axis of counts. */
export interface Tick {
  readonly value: number;
  /** Percent of the height, from above. */
  readonly at: number;
}

/** One part of a column. All places are percents of the plot's width and height, from its top left. */
export interface Block {
  /** Position of its series. */
  readonly series: number;
  readonly count: number;
  readonly top: number;
  readonly height: number;
}

export interface Column {
  readonly period: Period;
  readonly left: number;
  readonly width: number;
  readonly middle: number;
  readonly total: number;
  /** Where the highest block begins. */
  readonly top: number;
  /** Those with a count, the first series lowest. */
  readonly blocks: readonly Block[];
  /** Which plots have room for its label. */
  readonly label: 'always' | 'wide' | 'never';
}

export interface ColumnPlot {
  readonly ticks: readonly Tick[];
  readonly columns: readonly Column[];
  /** Names above the labels, where they begin. */
  readonly groups: readonly { readonly text: string; readonly left: number }[];
}

/** Labels that a wide plot has room for, and percents between two groups. */
const MOST_LABELS = 14;
const GROUP_ROOM = 12;
const TICKS = 4;
/** Fewer columns than these stand in the middle, as wide as these would be. */
const FEW = 9;
const TENTHS = 1_000;

/** Columns over time, one series on the other. Pure geometry: percents, so that a page of any width may stretch it. */
export function columnPlot(periods: readonly Period[], series: readonly Series[]): ColumnPlot {
  const x = scaleBand()
    .domain(periods.map(({ key }) => key))
    .range([0, 100])
    .paddingInner(periods.length > 1 ? 0.28 : 0)
    .paddingOuter(0.1 + Math.max(0, FEW - periods.length) / 2);
  const totals = periods.map(({ key }) => totalOf(series, key));
  const most = Math.max(1, ...totals);
  const y = scaleLinear().domain([0, most]).nice(TICKS).range([100, 0]);
  const layers = layersOf(periods, series);
  const columns = periods.map((period, at): Column => {
    const left = x(period.key) ?? 0;
    return {
      ...{ period, left: rounded(left), width: rounded(x.bandwidth()) },
      ...{ middle: rounded(left + x.bandwidth() / 2), total: totals[at] ?? 0 },
      top: rounded(y(totals[at] ?? 0)),
      blocks: layers.flatMap((layer, index) => blockOf(layer[at], index, y)),
      label: labelOf(at, periods.length),
    };
  });
  const ticks = y.ticks(TICKS).filter(Number.isInteger);
  return {
    ticks: ticks.map((value) => ({ value, at: rounded(y(value)) })),
    columns,
    groups: groupsOf(columns),
  };
}

const totalOf = (series: readonly Series[], key: string): number =>
  series.reduce((sum, { counts }) => sum + (counts.get(key) ?? 0), 0);

type Span = readonly [bottom: number, top: number];

/** By series, what each has of every period as a stretch of counts. */
const layersOf = (
  periods: readonly Period[],
  series: readonly Series[],
): readonly (readonly Span[])[] =>
  stack<Period, number>()
    .keys(series.keys())
    .value(({ key }, index) => series[index]?.counts.get(key) ?? 0)(periods)
    .map((layer) => layer.map(([bottom, top]): Span => [bottom, top]));

function blockOf(
  span: Span | undefined,
  series: number,
  y: (count: number) => number,
): readonly Block[] {
  if (!span || span[1] <= span[0]) return [];
  const [bottom, top] = [y(span[0]), y(span[1])];
  return [{ series, count: span[1] - span[0], top: rounded(top), height: rounded(bottom - top) }];
}

/** Every so many, counted from the latest one, which people look at first; half of them where there is little room. */
function labelOf(at: number, of: number): Column['label'] {
  const every = Math.ceil(of / MOST_LABELS);
  const back = of - 1 - at;
  if (back % every !== 0) return 'never';
  return of <= MOST_LABELS / 2 || (back / every) % 2 === 0 ? 'always' : 'wide';
}

function groupsOf(columns: readonly Column[]): ColumnPlot['groups'] {
  const begins = columns.filter(
    ({ period }, at) => period.group !== '' && period.group !== columns[at - 1]?.period.group,
  );
  return begins
    .filter(
      ({ left }, at) =>
        (begins[at + 1]?.left ?? 100) - left >= GROUP_ROOM || at === begins.length - 1,
    )
    .map(({ left, period }) => ({ text: period.group, left: Math.min(left, 100 - GROUP_ROOM) }));
}

const rounded = (percent: number): number => Math.round(percent * TENTHS) / TENTHS;
