/** What a part found, as it is printed and as it is written with --json. */
export interface Report {
  readonly title: string;
  /** What was measured on: counts and sizes. */
  readonly facts: Readonly<Record<string, string | number>>;
  readonly lines: readonly Line[];
}

export interface Line {
  readonly name: string;
  readonly runs: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds; absent where there are too few runs for it. */
  readonly p95?: number;
  readonly ratio?: Ratio;
  readonly note?: string;
}

/** How many times as long as something else took in the same run. */
export interface Ratio {
  readonly value: number;
  readonly to: string;
}

/** Fewer runs than these say nothing about the slowest twentieth. */
const LEAST_FOR_P95 = 20;

export const median = (values: readonly number[]): number => percentile(values, 0.5);

/** Nearest rank; `share` from 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
}

export interface LineOptions {
  /** Another line of the same run: its median is the ratio's one. */
  readonly against?: { readonly name: string; readonly p50: number } | undefined;
  readonly note?: string | undefined;
}

/** A line from measured milliseconds. */
export function lineOf(name: string, samples: readonly number[], options: LineOptions = {}): Line {
  const { against, note } = options;
  const p50 = median(samples);
  return {
    name,
    runs: samples.length,
    p50,
    ...(samples.length >= LEAST_FOR_P95 && { p95: percentile(samples, 0.95) }),
    ...(against && { ratio: { value: p50 / against.p50, to: against.name } }),
    ...(note !== undefined && { note }),
  };
}

const HEAD = ['', 'p50', 'p95', 'runs', 'ratio', ''] as const;

/** A table for people, its numbers right-aligned. */
export function renderReport({ title, facts, lines }: Report): string {
  const rows = [HEAD, ...lines.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    row
      .map((cell, column) => pad(cell, column, widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const said = Object.entries(facts).map(([name, value]) => `${name} ${shown(value)}`);
  const below = lines.length > 0 ? table : [];
  return [`## ${title}`, ...(said.length > 0 ? [said.join(' · ')] : []), ...below, ''].join('\n');
}

const pad = (cell: string, column: number, width: number): string =>
  column >= 1 && column <= 3 ? cell.padStart(width) : cell.padEnd(width);

const cellsOf = ({ name, p50, p95, runs, ratio, note }: Line): readonly string[] => [
  name,
  duration(p50),
  p95 === undefined ? '' : duration(p95),
  String(runs),
  ratio ? `${significant(ratio.value)}x ${ratio.to}` : '',
  note ?? '',
];

const shown = (value: string | number): string =>
  typeof value === 'number' ? value.toLocaleString('en') : value;

const duration = (milliseconds: number): string =>
  milliseconds >= 10_000
    ? `${(milliseconds / 1_000).toFixed(1)} s`
    : `${significant(milliseconds)} ms`;

/** Three digits, as far as they are behind the point. */
export function significant(value: number): string {
  if (value >= 100) return value.toFixed(0);
  return value.toFixed(value >= 10 ? 1 : 2);
}
