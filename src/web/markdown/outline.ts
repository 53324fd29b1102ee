import type { Root } from 'mdast';

import { nodesIn, plainText } from './context.ts';
import type { ParsedMarkdown } from './parse.ts';
import { anchorIn, type MarkdownPlace } from './rendering.ts';
import { createSlugs } from './slugs.ts';

/** A heading of a text, with the id that it has in the page. */
export interface OutlineEntry {
  readonly id: string;
  readonly text: string;
  /** 0 for the topmost ones. */
  readonly depth: number;
}

/** The headings of a text, as they are shown: what a table of contents leads to. Pure. */
export function outlineOf(
  { root }: ParsedMarkdown,
  place: Pick<MarkdownPlace, 'title' | 'prefix'>,
): readonly OutlineEntry[] {
  if (!root) return [];
  const slugs = createSlugs();
  const shown: Root = { ...root, children: withoutTitle(root.children, place.title) };
  const headings = [...nodesIn(shown)].filter((node) => node.type === 'heading');
  const top = Math.min(...headings.map(({ depth }) => depth));
  return headings.map((heading) => {
    const text = plainText(heading);
    return { id: anchorIn(place, slugs.of(text)), text, depth: heading.depth - top };
  });
}

/** The parts of a text without a first heading that says the title again. */
export function withoutTitle(
  children: Root['children'],
  title: string | undefined,
): Root['children'] {
  const [first, ...rest] = children;
  const isTitle = first?.type === 'heading' && sameWords(plainText(first), title);
  return isTitle ? rest : children;
}

const sameWords = (heading: string, title: string | undefined): boolean =>
  title !== undefined && wordsOf(heading) === wordsOf(title);

/** Numbers of decisions stand before titles in files, and not in the titles that are kept. */
const wordsOf = (text: string): string =>
  text
    .replace(/^\s*(?:adr[- ]?)?\d+\s*[.:)–—-]\s*/i, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
