import type { Root } from 'mdast';
import type { Child } from 'hono/jsx';

import { BLOCKS } from './blocks.tsx';
import { definitionsIn } from './context.ts';
import { INLINES } from './inlines.tsx';
import { withoutTitle } from './outline.ts';
import type { ParsedMarkdown } from './parse.ts';
import { anchorIn, childrenOf, rendered, type MarkdownPlace, type Rendering } from './rendering.ts';
import { createSlugs } from './slugs.ts';

interface MarkdownProps {
  readonly parsed: ParsedMarkdown;
  readonly place: MarkdownPlace;
}

/**
 * A Markdown text as elements. Nothing of it becomes markup: each element is one of the tables,
 * raw HTML is shown as the text that it is, and links lead to http, https, mailto or records only.
 */
export function Markdown({ parsed, place }: MarkdownProps) {
  const { root, body, frontMatter } = parsed;
  return (
    <div class="md">
      {frontMatter === undefined ? null : <FrontMatter source={frontMatter} />}
      {root ? <Tree root={root} body={body} place={place} /> : <pre class="md-plain">{body}</pre>}
    </div>
  );
}

const FrontMatter = ({ source }: { readonly source: string }) => (
  <details class="md-front">
    <summary>Front matter</summary>
    <pre tabindex={0}>
      <code>{source}</code>
    </pre>
  </details>
);

interface TreeProps {
  readonly root: Root;
  readonly body: string;
  readonly place: MarkdownPlace;
}

function Tree({ root, body, place }: TreeProps) {
  const children = withoutTitle(root.children, place.title);
  const depths = children.flatMap((node) => (node.type === 'heading' ? [node.depth] : []));
  const at: Rendering = {
    ...place,
    ...definitionsIn(root),
    renderers: { ...BLOCKS, ...INLINES },
    ...{ slugs: createSlugs(), body, depth: 0, notes: [] },
    headings: { last: place.level - 1, shift: place.level - Math.min(6, ...depths) },
  };
  return (
    <>
      {children.map((node) => rendered(node, at))}
      {footnotes(at)}
    </>
  );
}

/** In the order in which the text refers to them; a note may refer to further ones. */
function footnotes(at: Rendering): Child {
  const notes: Child[] = [];
  for (let index = 0; index < at.notes.length; index += 1) {
    const name = at.notes[index] as string;
    const definition = at.footnotes.get(name);
    const content = definition && childrenOf(definition, at);
    notes.push(<li id={anchorIn(at, `note-${name}`)}>{content}</li>);
  }
  return notes.length === 0 ? null : <ol class="md-notes">{notes}</ol>;
}
