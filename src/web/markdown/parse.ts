import type { Root } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { gfm } from 'micromark-extension-gfm';

import { frontMatterOf } from '#src/kinds/text/front-matter';

/** A text as a tree, with what stood before it. */
export interface ParsedMarkdown {
  /** Undefined for a text that a parser should not be given: it is shown as it is. */
  readonly root: Root | undefined;
  /** The text that the tree's offsets point into: the body behind the front matter. */
  readonly body: string;
  /** Between the fences; absent when there is none. */
  readonly frontMatter?: string;
}

/** Beyond these a text is shown as it is: 128 KB of brackets take half a second, lists in lists are worse. */
const LIMITS = { characters: 128 * 1024, lines: 10_000 } as const;
const DEEPLY_NESTED = /^[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*){20}/m;
const DEEPLY_INDENTED = /^[ \t]{60,}(?:[-*+>]|\d{1,9}[.)])[ \t]/m;

/**
 * Resolving the inline marks of a paragraph takes time that grows with the square of their number:
 * 30 KB of `*a_` took 8 s. With this many squares in all it is a fifth of a second.
 */
const MOST_SQUARES = 10_000_000;
const MARK = /[*_[\]<`~!&:@]|www\./g;

/** Marks inside a line. A text with too many of them keeps its blocks, and shows the marks as they are. */
const INLINE_CONSTRUCTS = [
  ...['attention', 'autolink', 'characterReference', 'codeText', 'emailAutolink'],
  ...['gfmFootnoteCall', 'gfmPotentialFootnoteCall', 'htmlText', 'labelEnd', 'labelStartImage'],
  ...['labelStartLink', 'protocolAutolink', 'strikethrough', 'wwwAutolink'],
];

/** CommonMark with GitHub's tables, task lists, footnotes and bare links. Pure; never throws, and never takes long. */
export function parseMarkdown(text: string): ParsedMarkdown {
  const front = frontMatterOf(text);
  const body = text.slice(front?.end ?? (text.startsWith('\uFEFF') ? 1 : 0));
  return {
    root: isTame(body) ? treeOf(body) : undefined,
    body,
    ...(front && { frontMatter: front.source.trimEnd() }),
  };
}

function treeOf(body: string): Root | undefined {
  const plain = isDense(body) ? [{ disable: { null: INLINE_CONSTRUCTS } }] : [];
  try {
    return fromMarkdown(body, {
      extensions: [gfm(), ...plain],
      mdastExtensions: [gfmFromMarkdown()],
    });
  } catch {
    return undefined;
  }
}

function isTame(text: string): boolean {
  if (text.length > LIMITS.characters) return false;
  if (DEEPLY_NESTED.test(text) || DEEPLY_INDENTED.test(text)) return false;
  let lines = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines <= LIMITS.lines;
}

/** Whether its paragraphs have too many marks; a paragraph is at most what stands between two blank lines. */
function isDense(text: string): boolean {
  let squares = 0;
  for (const paragraph of text.split(/\n[ \t]*\n/)) {
    const marks = paragraph.match(MARK)?.length ?? 0;
    squares += marks * marks;
    if (squares > MOST_SQUARES) return true;
  }
  return false;
}
