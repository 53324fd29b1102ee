import type { Style } from './style.ts';
import { oneLine, pad, truncate, widthOf } from './text.ts';

export interface Column {
  readonly heading: string;
  /** Is shortened when the line is too long; one column at most. */
  readonly flexible?: boolean;
  /** Is left out when the line is too long. */
  readonly optional?: boolean;
}

export interface TableOptions {
  readonly style: Style;
  /** Cells of a line; Infinity keeps every text whole. */
  readonly width: number;
}

const GAP = '  ';
const NARROWEST = 12;

/** A column with its cells, as wide as its longest text. */
interface Filled extends Column {
  readonly cells: readonly string[];
  readonly width: number;
}

/** Aligned columns with a heading. Columns without a value in any row are left out. */
export function table(
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
  { style, width }: TableOptions,
): string {
  const fitted = shorten(dropOptional(fill(columns, rows), width), width);
  const lineOf = (textOf: (column: Filled) => string): string =>
    fitted
      .map((column) => pad(truncate(textOf(column), column.width), column.width))
      .join(GAP)
      .trimEnd();
  const body = rows.map((_, row) => lineOf(({ cells }) => cells[row] ?? ''));
  return [style.dim(lineOf(({ heading }) => heading)), ...body].join('\n');
}

const fill = (
  columns: readonly Column[],
  rows: readonly (readonly string[])[],
): readonly Filled[] =>
  columns
    .map((column, at) => {
      const cells = rows.map((row) => oneLine(row[at] ?? ''));
      return { ...column, cells, width: widest([column.heading, ...cells]) };
    })
    .filter(({ cells }) => cells.some(Boolean));

const widest = (texts: readonly string[]): number => Math.max(...texts.map(widthOf));

const total = (columns: readonly Filled[]): number =>
  columns.reduce((sum, { width }) => sum + width, GAP.length * (columns.length - 1));

function dropOptional(columns: readonly Filled[], width: number): readonly Filled[] {
  const last = columns.findLast(({ optional }) => optional);
  return total(columns) <= width || !last
    ? columns
    : dropOptional(
        columns.filter((column) => column !== last),
        width,
      );
}

function shorten(columns: readonly Filled[], width: number): readonly Filled[] {
  const over = Math.max(0, total(columns) - width);
  return columns.map((column) =>
    column.flexible ? { ...column, width: Math.max(NARROWEST, column.width - over) } : column,
  );
}
