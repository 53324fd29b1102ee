import { asciidocOutline } from '#src/kinds/text/asciidoc';
import { markdownOutline } from '#src/kinds/text/markdown';
import type { Outline } from '#src/kinds/text/outline';
import { rstOutline } from '#src/kinds/text/rst';
import type { DocFormat } from '#src/kinds/vocabulary';

import { definitionsOf, markdownLines } from './markdown-blocks.ts';
import { plainLines } from './plain-blocks.ts';

/**
 * A line of prose in one notation for all formats: links as `[text](target)`, no other markup,
 * table rows as `first cell: rest`, struck text and comments gone.
 */
export interface TextLine {
  readonly text: string;
  /** 0 for paragraphs, more inside lists. */
  readonly depth: number;
}

/** The text under one heading. */
export interface TextBlock {
  readonly heading: string;
  /** 0 before the first heading. */
  readonly level: number;
  /** As its author wrote it, the beginning of a long one. */
  readonly source: string;
  /** Read when first asked for: few blocks of a long text say something about it. */
  readonly lines: () => readonly TextLine[];
}

/** What a block says about its document stands at its beginning; a full parse of more is slow on noise. */
const BLOCK_LIMIT = 8_000;

interface Reader {
  readonly outline: (text: string) => Outline;
  readonly lines: (text: string, whole: string) => readonly TextLine[];
}

const PLAIN = { lines: plainLines };

const READERS: Partial<Record<DocFormat, Reader>> = {
  markdown: {
    outline: markdownOutline,
    lines: (text, whole) => markdownLines(text, definitionsOf(whole)),
  },
  rst: { outline: rstOutline, ...PLAIN },
  asciidoc: { outline: asciidocOutline, ...PLAIN },
};

/** A text's blocks, in order; none for a diagram. */
export function textBlocks(format: DocFormat, text: string): readonly TextBlock[] {
  const reader = READERS[format];
  if (!reader) return [];
  const { bodyStart, headings } = reader.outline(text);
  const starts = [{ level: 0, text: '', end: bodyStart }, ...headings];
  return starts.map((heading, at) => {
    const end = Math.min(headings[at]?.start ?? text.length, heading.end + BLOCK_LIMIT);
    const source = text.slice(heading.end, end);
    return {
      heading: heading.text,
      level: heading.level,
      source,
      lines: once(() => reader.lines(source, text)),
    };
  });
}

function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}
