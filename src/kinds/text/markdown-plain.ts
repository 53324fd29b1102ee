import { plainMarkdown } from './inline.ts';
import { isBlank, linesOf, type Line } from './lines.ts';
import type { Heading } from './outline.ts';

/** At the start of a line: what closes every list and quote, so that it stands in the document itself. */
const ATX = /^(#{1,6})(?:[ \t]+(.*))?$/s;
const FENCE = /^(`{3,}(?!.*`)|~{3,})/s;
const CLOSING_FENCE = /^ {0,3}(`{3,}|~{3,})[ \t]*$/;

/**
 * What only a parser can tell: HTML and footnotes may run over any lines, and what is indented may belong to a list.
 * A rule is one after a blank line, and underlines a heading after any other.
 */
const UNCERTAIN = /^(?: {0,3}(?:<[A-Za-z/!?]|\[\^)| {1,3}(?:#{1,6}(?:[ \t]|$)|`{3}|~{3}))/;
const UNDERLINE = /^ {0,3}(?:=+|-+)[ \t]*$/;

/**
 * Headings of a Markdown text whose lines tell by themselves what a parser would find, or undefined.
 * Most texts are such: a parser took four fifths of the time that reading and writing a file took.
 */
export function plainHeadings(text: string): readonly Heading[] | undefined {
  if (text.includes('\r')) return undefined;
  const headings: Heading[] = [];
  let fence: string | undefined;
  let isAfterBlank = true;
  for (const line of linesOf(text)) {
    if (fence !== undefined) {
      if (closes(line.text, fence)) fence = undefined;
      isAfterBlank = false;
      continue;
    }
    if (UNCERTAIN.test(line.text) || (!isAfterBlank && UNDERLINE.test(line.text))) return undefined;
    fence = FENCE.exec(line.text)?.[1];
    const heading = headingIn(line);
    if (heading) headings.push(heading);
    isAfterBlank = isBlank(line.text);
  }
  return headings;
}

/** At least as many of its own marks. */
function closes(line: string, fence: string): boolean {
  const mark = CLOSING_FENCE.exec(line)?.[1];
  return mark !== undefined && mark[0] === fence[0] && mark.length >= fence.length;
}

function headingIn({ text, start, end }: Line): Heading | undefined {
  const [, marks, rest = ''] = ATX.exec(text) ?? [];
  if (marks === undefined) return undefined;
  return { level: marks.length, text: plainMarkdown(withoutClosingMarks(rest)), start, end };
}

/** `# Title ##`: the marks at the end belong to it when white space stands before them. */
const withoutClosingMarks = (text: string): string => text.replace(/(?:^|[ \t])#+[ \t]*$/, '');
