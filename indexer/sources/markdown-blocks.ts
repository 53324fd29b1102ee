import type { Nodes, Parents, PhrasingContent, Table } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { gfmFromMarkdown } from 'mdast-util-gfm';
import { toString } from 'mdast-util-to-string';
import { gfm } from 'micromark-extension-gfm';

import { withoutTags } from '#src/kinds/text/labels';

import type { TextLine } from './blocks.ts';
import { factNameOf } from './fact-names.ts';

const DEFINITION = /^ {0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+.{0,300}$/gm;
const MAX_DEFINITIONS = 200;

/** The link definitions of a text, which a piece of it needs to be understood. */
export const definitionsOf = (text: string): string =>
  (text.match(DEFINITION) ?? []).slice(0, MAX_DEFINITIONS).join('\n');

/** The lines of a piece of Markdown; nothing when it cannot be parsed. */
export function markdownLines(source: string, definitions: string): readonly TextLine[] {
  try {
    const root = fromMarkdown(`${source}\n\n${definitions}`, {
      extensions: [gfm()],
      mdastExtensions: [gfmFromMarkdown()],
    });
    return linesOfChildren(root, { depth: 0, targets: targetsIn(root) });
  } catch {
    return [];
  }
}

interface Place {
  readonly depth: number;
  /** Link targets by label. */
  readonly targets: ReadonlyMap<string, string>;
}

const targetsIn = (root: Parents): ReadonlyMap<string, string> =>
  new Map(
    root.children.flatMap((node) =>
      node.type === 'definition' ? [[node.identifier, node.url] as const] : [],
    ),
  );

const linesOfChildren = (node: Parents, place: Place): readonly TextLine[] =>
  node.children.flatMap((child) => linesOfNode(child, place));

function linesOfNode(node: Nodes, place: Place): readonly TextLine[] {
  switch (node.type) {
    case 'paragraph':
    case 'heading':
      return textLines(paragraphText(node.children, place), place);
    case 'list':
      return linesOfChildren(node, { ...place, depth: place.depth + 1 });
    case 'listItem':
    case 'blockquote':
      return linesOfChildren(node, place);
    case 'table':
      return rowsOf(node, place).flatMap((row) => textLines(row, place));
    case 'html':
      return textLines(withoutTags(node.value.replace(/<!--[\s\S]*?(?:-->|$)/g, '')), place);
    default:
      return [];
  }
}

const textLines = (text: string, { depth }: Place): readonly TextLine[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .map((line) => ({ text: line, depth }));

/** `**Status** accepted` gives a fact as `**Status:** accepted` does. */
function paragraphText(children: readonly PhrasingContent[], place: Place): string {
  const [first, second] = children;
  const isKey =
    (first?.type === 'strong' || first?.type === 'emphasis') &&
    factNameOf(toString(first)) !== undefined &&
    !/[:：]\s*$/.test(toString(first)) &&
    !/^\s*[:：]/.test(toString(second));
  if (!isKey) return inlineText(children, place);
  return `${toString(first)}: ${inlineText(children.slice(1), place)}`;
}

const inlineText = (nodes: readonly Nodes[], place: Place): string =>
  nodes.map((node) => inlineNode(node, place)).join('');

function inlineNode(node: Nodes, place: Place): string {
  switch (node.type) {
    case 'text':
    case 'inlineCode':
      return node.value;
    case 'break':
      return '\n';
    case 'html':
      return /^<br\s*\/?>/i.test(node.value) ? '\n' : '';
    case 'image':
    case 'imageReference':
      return node.alt ?? '';
    case 'link':
      return linkText(inlineText(node.children, place), node.url);
    case 'linkReference':
      return linkText(inlineText(node.children, place), place.targets.get(node.identifier));
    case 'delete':
    case 'footnoteReference':
      return '';
    default:
      return 'children' in node ? inlineText(node.children, place) : '';
  }
}

const linkText = (text: string, url: string | undefined): string =>
  url === undefined || url === text
    ? text
    : `[${text}](${url.replace(/[()\s]/g, encodeURIComponent)})`;

/** A row says `first cell: rest`. A table whose head holds the keys is read by its columns. */
function rowsOf(table: Table, place: Place): readonly string[] {
  const rows = table.children.map((row) =>
    row.children.map((cell) => inlineText(cell.children, place).trim()),
  );
  const [head = [], first = []] = rows;
  if (head.filter((cell) => factNameOf(cell) !== undefined).length >= 2)
    return head.map((key, at) => `${withoutColon(key)}: ${first[at] ?? ''}`);
  return rows.map(([key = '', ...rest]) => `${withoutColon(key)}: ${rest.join(' ').trim()}`);
}

const withoutColon = (key: string): string => key.replace(/[:：\s]{1,5}$/, '');
