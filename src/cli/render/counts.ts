import type { KindCounts } from '#src/operations/statistics-types';
import type { Bucket, Measure, Tally } from '#src/store/store';

import type { Style } from './style.ts';
import { table, type Column } from './table.ts';
import { oneLine, pad } from './text.ts';

export interface CountsOptions {
  readonly style: Style;
  readonly width: number;
}

const BAR = 24;
const NONE = '(none)';

/** `1,234.5` */
export const number = (value: number, digits = 2): string =>
  value.toLocaleString('en-US', { maximumFractionDigits: digits });

/** Counts of a kind: the total, and a table with small bars for each dimension. */
export function renderCounts(counts: KindCounts, { style, width }: CountsOptions): string {
  const { kind, total, by, omitted = {} } = counts;
  const tables = Object.entries(by)
    .filter(([, buckets]) => buckets.length > 0)
    .map(([name, buckets]) =>
      [
        renderBuckets(name, buckets, { style, width }),
        ...(omitted[name] === undefined ? [] : [style.dim(`and ${number(omitted[name])} more`)]),
      ].join('\n'),
    );
  const sums = measuresOf(counts).map(([name, measure]) => `${name} ${summed(measure)}`);
  const heading = `${style.strong(kind)} ${number(total)}`;
  return [[heading, ...sums].join('\n'), ...tables].join('\n\n');
}

/** What a measure comes to: `12,345 (123 each, of 100)`. */
const summed = ({ sum, mean, count }: Measure): string =>
  mean === null ? 'none' : `${number(sum)} (${number(mean)} each, of ${number(count)})`;

const measuresOf = ({ measures = {} }: Pick<Tally, 'measures'>) => Object.entries(measures);

/** Buckets as lines: value, count, a bar, and what each measure comes to. */
export function renderBuckets(
  name: string,
  buckets: readonly Bucket[],
  { style, width }: CountsOptions,
): string {
  const most = Math.max(...buckets.map(({ count }) => count));
  const digits = number(most).length;
  const measured = measuresOf(buckets[0] ?? {}).map(([measure]) => measure);
  const columns: readonly Column[] = [
    { heading: name, flexible: true },
    { heading: '' },
    { heading: '', optional: true },
    ...measured.map((heading) => ({ heading })),
  ];
  const rows = buckets.map(({ value, count, measures = {} }) => [
    value === null ? NONE : oneLine(String(value)) || '""',
    number(count).padStart(digits),
    bar(count, most),
    ...measured.map((measure) => number(measures[measure]?.sum ?? 0)),
  ]);
  return table(columns, rows, { style, width });
}

const EIGHTHS = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'] as const;

/** A bar of at most 24 cells, to an eighth of a cell; never none at all. */
export function bar(count: number, most: number): string {
  const eighths = Math.max(1, Math.round((count / Math.max(1, most)) * BAR * 8));
  return '█'.repeat(Math.floor(eighths / 8)) + (EIGHTHS[eighths % 8] ?? '');
}

const LEVELS = '▁▂▃▄▅▆▇█';

/** One character for each stretch of time. */
export const sparkline = (counts: readonly number[]): string => {
  const most = Math.max(1, ...counts);
  return counts
    .map((count) => LEVELS[count === 0 ? 0 : Math.ceil((count / most) * (LEVELS.length - 1))] ?? '')
    .join('');
};

/** `pending 12 · blocked 3` */
export const inLine = (buckets: readonly Bucket[], most = 6): string =>
  buckets
    .slice(0, most)
    .map(({ value, count }) => `${oneLine(String(value ?? NONE))} ${number(count)}`)
    .join(' · ');

export const row = (style: Style, name: string, text: string): string =>
  `${style.dim(pad(name, 12))}${oneLine(text)}`;
