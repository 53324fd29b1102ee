import { plainInline } from './inline.ts';
import { isBlank, linesOf, type Line } from './lines.ts';
import type { Heading } from './outline.ts';

/** Backticks with more backticks behind them are code in a line of prose. */
const FENCE = /^ {0,3}(`{3,}(?!.*`)|~{3,})/;
const ATX = /^ {0,3}(#{1,6})(?=[ \t]|$)/;
const SETEXT = /^ {0,3}(=+|-+)[ \t]*$/;
/** What cannot be the text of an underlined heading: another block's mark. */
const OTHER_BLOCK = /^(?: {4}|\t| {0,3}(?:>|[-*+][ \t]|\d{1,9}[.)][ \t]|\||<))/;

/** Headings found line by line, for texts that a Markdown parser should not be given. Linear. */
export function markdownHeadingsByLine(text: string): readonly Heading[] {
  const headings: Heading[] = [];
  const lines = linesOf(text);
  let fence: string | undefined;
  let previous: Line | undefined;
  for (const line of lines) {
    const mark = FENCE.exec(line.text)?.[1];
    const wasOpen = fence !== undefined;
    fence = fenceAfter(fence, mark, line.text);
    if (wasOpen || fence !== undefined) {
      previous = undefined;
      continue;
    }
    const heading = atxHeading(line) ?? setextHeading(previous, line);
    if (heading) headings.push(heading);
    previous = heading || isBlank(line.text) ? undefined : line;
  }
  return headings;
}

/** A fence is closed by at least as many of its own marks with nothing behind them. */
function fenceAfter(open: string | undefined, mark: string | undefined, line: string) {
  if (mark === undefined) return open;
  if (open === undefined) return mark;
  const closes = mark[0] === open[0] && mark.length >= open.length && line.trim() === mark;
  return closes ? undefined : open;
}

function atxHeading(line: Line): Heading | undefined {
  const marks = ATX.exec(line.text)?.[1];
  if (marks === undefined) return undefined;
  const text = withoutClosingMarks(line.text.trim().slice(marks.length).trim());
  return {
    level: marks.length,
    text: plainInline(text),
    start: line.start,
    end: line.end,
  };
}

function withoutClosingMarks(text: string): string {
  let end = text.length;
  while (end > 0 && text[end - 1] === '#') end -= 1;
  return end === 0 || /\s/.test(text[end - 1] as string) ? text.slice(0, end).trimEnd() : text;
}

function setextHeading(above: Line | undefined, line: Line): Heading | undefined {
  const marks = SETEXT.exec(line.text)?.[1];
  if (marks === undefined || !above || OTHER_BLOCK.test(above.text)) return undefined;
  const level = marks.startsWith('=') ? 1 : 2;
  return {
    level,
    text: plainInline(above.text),
    start: above.start,
    end: line.end,
  };
}
