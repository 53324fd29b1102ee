import { plainInline } from './inline.ts';
import { linesOf } from './lines.ts';
import type { Heading, Outline } from './outline.ts';

/** `== Heading` and, as Asciidoctor allows, `## Heading`. */
const HEADING = /^(={1,6}|#{1,6})[ \t]+(?=\S)/;
/** Blocks in which nothing is a heading: listing, literal, passthrough, comment, fenced code. */
const VERBATIM = /^(-{4,}|\.{4,}|\+{4,}|\/{4,}|`{3})/;

/** Headings of an AsciiDoc; the document title is level 1. */
export function asciidocOutline(text: string): Outline {
  const headings: Heading[] = [];
  let open: string | undefined;
  for (const line of linesOf(text)) {
    const fence = VERBATIM.exec(line.text)?.[1];
    const isFence = fence !== undefined && (fence === '```' || line.text.trim() === fence);
    if (isFence && (open === undefined || open === fence))
      open = open === undefined ? fence : undefined;
    if (open !== undefined || isFence) continue;
    const marks = HEADING.exec(line.text)?.[1];
    if (marks === undefined) continue;
    const heading = plainInline(line.text.slice(marks.length));
    headings.push({
      level: marks.length,
      text: heading,
      start: line.start,
      end: line.end,
    });
  }
  return { bodyStart: 0, headings };
}
