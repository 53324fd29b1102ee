import type { Heading as HeadingNode } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfm } from 'micromark-extension-gfm';

import { frontMatterOf } from './front-matter.ts';
import { plainMarkdown } from './inline.ts';
import { markdownHeadingsByLine } from './markdown-lines.ts';
import { plainHeadings } from './markdown-plain.ts';
import type { Heading, Outline } from './outline.ts';

/**
 * Headings are blocks, and only inline constructs are quadratic: 30 KB of `*a_` took 8 s with
 * them and 75 ms without, 250 KB of `[a][b]` 193 s and 0.4 s.
 */
const INLINE_CONSTRUCTS = [
  'attention',
  'autolink',
  'characterEscape',
  'characterReference',
  'codeText',
  'emailAutolink',
  'gfmFootnoteCall',
  'gfmPotentialFootnoteCall',
  'hardBreakEscape',
  'htmlText',
  'labelEnd',
  'labelStartImage',
  'labelStartLink',
  'protocolAutolink',
  'strikethrough',
  'wwwAutolink',
];

/** Beyond these a text is cut by its lines: 60,000 list items took 6 s, quotes in quotes are quadratic. */
const PARSER_LIMITS = { characters: 256 * 1024, lines: 10_000 };
const DEEPLY_NESTED = /^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){20}/m;
const DEEPLY_INDENTED = /^[ \t]{60,}(?:[-*+>]|\d{1,9}[.)])[ \t]/m;

/** Without such a line there is no heading, and most notes of tasks have none: they need no parser. */
const HEADING_LIKE = /^ {0,3}(?:#{1,6}(?:[ \t]|$)|=+[ \t]*$|-+[ \t]*$)/m;

/** Headings of a Markdown text (CommonMark with tables and footnotes), front matter left out. */
export function markdownOutline(text: string): Outline {
  const bodyStart = frontMatterOf(text)?.end ?? (text.startsWith('\uFEFF') ? 1 : 0);
  const body = text.slice(bodyStart);
  if (!HEADING_LIKE.test(body)) return { bodyStart, headings: [] };
  const headings =
    plainHeadings(body) ?? ((isTame(body) && parsedHeadings(body)) || markdownHeadingsByLine(body));
  return {
    bodyStart,
    headings: headings.map((heading) => moved(heading, bodyStart)),
  };
}

function isTame(text: string): boolean {
  if (text.length > PARSER_LIMITS.characters) return false;
  if (DEEPLY_NESTED.test(text) || DEEPLY_INDENTED.test(text)) return false;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines <= PARSER_LIMITS.lines;
}

/** As a parser finds them; undefined when it gives up. */
export function parsedHeadings(text: string): readonly Heading[] | undefined {
  try {
    const root = fromMarkdown(text, {
      extensions: [gfm(), { disable: { null: INLINE_CONSTRUCTS } }],
    });
    return root.children
      .filter((node) => node.type === 'heading')
      .flatMap((node) => headingOf(node, text));
  } catch {
    return undefined;
  }
}

function headingOf(node: HeadingNode, text: string): readonly Heading[] {
  const [start, end] = [node.position?.start.offset, node.position?.end.offset];
  if (start === undefined || end === undefined) return [];
  const [from, to] = [
    node.children[0]?.position?.start.offset,
    node.children.at(-1)?.position?.end.offset,
  ];
  const source = from === undefined || to === undefined ? '' : text.slice(from, to);
  return [{ level: node.depth, text: plainMarkdown(source), start, end }];
}

const moved = (heading: Heading, by: number): Heading => ({
  ...heading,
  start: heading.start + by,
  end: heading.end + by,
});
