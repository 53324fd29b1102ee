import type { Heading, Nodes } from 'mdast';
import type { Child } from 'hono/jsx';

import type { Definitions } from './context.ts';
import type { LinkBase } from './links.ts';
import { anchorId, type Slugs } from './slugs.ts';

/** What a text needs of the place that it is shown at. */
export interface MarkdownPlace {
  readonly base: LinkBase;
  /** Pages of files that are kept, by their paths in the text's repository. */
  readonly files: ReadonlyMap<string, string>;
  /** Of its topmost headings, 2 to 6. */
  readonly level: number;
  /** A first heading that says no more than this is left out: the page says it already. */
  readonly title?: string;
  /** Before the anchors of its headings, where several texts are on one page. */
  readonly prefix?: string;
  diagram(source: string): Child;
}

/** What a node is rendered with. */
export interface Rendering extends MarkdownPlace, Definitions {
  readonly renderers: Renderers;
  readonly slugs: Slugs;
  /** The text that offsets point into. */
  readonly body: string;
  readonly depth: number;
  /** The level that the page has come to, and what is added to a heading's own depth. */
  readonly headings: { last: number; readonly shift: number };
  /** Footnotes that were referred to, in that order. */
  readonly notes: string[];
}

export type Render<N extends Nodes> = (node: N, at: Rendering) => Child;

/** How each type of node is shown. What is not in the table (`definition`, `yaml`) is not shown. */
export type Renderers = { readonly [T in Nodes['type']]?: Render<Extract<Nodes, { type: T }>> };

/** Deeper than people nest; a stack has an end. */
const DEEPEST = 60;

/** A node by its type's renderer; below the deepest level its source. */
export function rendered(node: Nodes, at: Rendering): Child {
  if (at.depth > DEEPEST) return sourceOf(node, at.body);
  const render = at.renderers[node.type] as Render<Nodes> | undefined;
  return render ? render(node, { ...at, depth: at.depth + 1 }) : null;
}

export const childrenOf = (node: { readonly children: readonly Nodes[] }, at: Rendering): Child =>
  node.children.map((child) => rendered(child, at));

export const sourceOf = ({ position }: Nodes, body: string): string =>
  position ? body.slice(position.start.offset, position.end.offset) : '';

/** No level is left out on the way down, so that the page's outline has no holes. */
export function levelOf({ depth }: Heading, { headings, level }: Rendering): number {
  headings.last = Math.max(level, Math.min(6, depth + headings.shift, headings.last + 1));
  return headings.last;
}

/** The id of an anchor of this text. */
export const anchorIn = ({ prefix = '' }: Pick<MarkdownPlace, 'prefix'>, slug: string): string =>
  anchorId(prefix + slug);
