import type { Definition, FootnoteDefinition, Nodes, Root } from 'mdast';

import { targetOf, type LinkBase } from './links.ts';

/** Every node of a tree, parents before their children. Without recursion, for emphasis may nest a thousand times. */
export function* nodesIn(root: Root): Generator<Nodes> {
  const waiting: Nodes[] = [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    yield node;
    if ('children' in node) waiting.push(...node.children.toReversed());
  }
}

/** Definitions by the name that references use; the first of a name counts. */
export interface Definitions {
  readonly links: ReadonlyMap<string, Definition>;
  readonly footnotes: ReadonlyMap<string, FootnoteDefinition>;
}

export function definitionsIn(root: Root): Definitions {
  const links = new Map<string, Definition>();
  const footnotes = new Map<string, FootnoteDefinition>();
  for (const node of nodesIn(root)) {
    if (node.type === 'definition' && !links.has(node.identifier)) links.set(node.identifier, node);
    if (node.type === 'footnoteDefinition' && !footnotes.has(node.identifier))
      footnotes.set(node.identifier, node);
  }
  return { links, footnotes };
}

/** Files that are asked after for one text. */
const MOST_FILES = 500;

/** Paths of the files of its repository that a text's links and images name. */
export function filesNamedIn(root: Root, base: LinkBase): readonly string[] {
  const paths = new Set<string>();
  for (const node of nodesIn(root)) {
    if (paths.size === MOST_FILES) break;
    if (!('url' in node)) continue;
    const target = targetOf(node.url, base);
    if (target.is === 'file') paths.add(target.path);
  }
  return [...paths];
}

/** The text of a node and all below it, as a reader sees it. */
export function plainText(node: Nodes): string {
  const waiting: Nodes[] = [node];
  let text = '';
  for (let each = waiting.pop(); each !== undefined; each = waiting.pop()) {
    if (each.type === 'text' || each.type === 'inlineCode') text += each.value;
    else if (each.type === 'image' || each.type === 'imageReference') text += each.alt ?? '';
    else if (each.type === 'break') text += ' ';
    if ('children' in each) waiting.push(...each.children.toReversed());
  }
  return text;
}
