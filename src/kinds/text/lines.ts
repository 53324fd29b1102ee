import type { Range } from './outline.ts';

/** A line without its line break. */
export interface Line extends Range {
  readonly text: string;
}

/** The lines of a text; `\n`, `\r\n` and a lone `\r` end a line. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  const breaks = /\r\n|\n|\r/g;
  let start = 0;
  for (let found = breaks.exec(text); found; found = breaks.exec(text)) {
    lines.push({
      start,
      end: found.index,
      text: text.slice(start, found.index),
    });
    start = breaks.lastIndex;
  }
  lines.push({ start, end: text.length, text: text.slice(start) });
  return lines;
}

export const isBlank = (text: string): boolean => text.trim() === '';

/** The first `limit` characters of every line: a pattern that is quadratic in a line's length stays harmless. */
export const shortLinesOf = (text: string, limit = 2_000): readonly string[] =>
  linesOf(text).map((line) => line.text.slice(0, limit));
