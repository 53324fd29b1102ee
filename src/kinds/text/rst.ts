import { plainInline } from './inline.ts';
import { isBlank, linesOf, type Line } from './lines.ts';
import type { Heading, Outline } from './outline.ts';

/** Punctuation that docutils takes for an adornment, repeated. */
const ADORNMENT = /^([=\-`:.'"~^_*+#<>])\1+\s*$/;
/** docutils accepts an underline shorter than its title from four marks on. */
const SHORT_ADORNMENT = 4;

interface Found {
  readonly heading: Omit<Heading, 'level'>;
  /** Adornment and whether it is over the title too: what levels are told by. */
  readonly style: string;
  readonly lines: number;
}

/** Headings of a reStructuredText; a style's level is the order of its first appearance. */
export function rstOutline(text: string): Outline {
  const lines = linesOf(text);
  const styles: string[] = [];
  const headings: Heading[] = [];
  for (let at = 0; at < lines.length;) {
    const found =
      isBlank(lines[at - 1]?.text ?? '') || endsHeading(headings, lines[at])
        ? headingAt(lines, at)
        : undefined;
    if (found) {
      if (!styles.includes(found.style)) styles.push(found.style);
      headings.push({
        ...found.heading,
        level: styles.indexOf(found.style) + 1,
      });
    }
    at += found?.lines ?? 1;
  }
  return { bodyStart: 0, headings };
}

/** Whether a heading ended on the line before this one. */
const endsHeading = (headings: readonly Heading[], line: Line | undefined): boolean => {
  const last = headings.at(-1);
  return last !== undefined && line !== undefined && line.start - last.end <= 2;
};

function headingAt(lines: readonly Line[], at: number): Found | undefined {
  const [first, second, third] = [lines[at], lines[at + 1], lines[at + 2]];
  if (!first || !second) return undefined;
  const over = adornmentOf(first);
  if (over !== undefined)
    return third &&
      adornmentOf(third) === over &&
      fits(second, third) &&
      adornmentOf(second) === undefined
      ? found([first, second, third], `${over} over`)
      : undefined;
  const under = adornmentOf(second);
  const flush = /^\S/.test(first.text);
  return under !== undefined && flush && fits(first, second)
    ? found([first, second], under)
    : undefined;
}

const adornmentOf = (line: Line): string | undefined => ADORNMENT.exec(line.text)?.[1];

const fits = (title: Line, under: Line): boolean =>
  !isBlank(title.text) &&
  under.text.trimEnd().length >= Math.min(SHORT_ADORNMENT, title.text.trim().length);

function found(lines: readonly [Line, Line, Line?], style: string): Found {
  const title = lines.length === 3 ? lines[1] : lines[0];
  const last = lines.at(-1) as Line;
  const heading = {
    text: plainInline(title.text),
    start: lines[0].start,
    end: last.end,
  };
  return { heading, style, lines: lines.length };
}
