import type { Io, Output } from '#src/cli/io';

/** Ways to mark text. Without colours each gives its text back unchanged. */
export interface Style {
  strong(text: string): string;
  dim(text: string): string;
  /** A word that the query asked for. */
  mark(text: string): string;
  warn(text: string): string;
}

const sgr =
  (on: number | string, off: number) =>
  (text: string): string =>
    text === '' ? text : `\u001b[${on}m${text}\u001b[${off}m`;
const same = (text: string): string => text;

const COLOURED: Style = {
  strong: sgr(1, 22),
  dim: sgr(2, 22),
  mark: sgr('1;33', 0),
  warn: sgr(33, 39),
};
const PLAIN: Style = { strong: same, dim: same, mark: same, warn: same };

/** Colours only on a terminal, and never with NO_COLOR (no-color.org: any value but the empty one). */
export const styleFor = ({ env }: Pick<Io, 'env'>, output: Output): Style =>
  output.isTTY === true && !env['NO_COLOR'] && env['TERM'] !== 'dumb' ? COLOURED : PLAIN;

const DEFAULT_WIDTH = 80;

/** Cells that a line may take: the terminal's, within what reads well. */
export const lineWidth = (output: Output): number =>
  Math.min(100, Math.max(40, output.columns ?? DEFAULT_WIDTH));
