import type { Code, List, ListItem, Table, TableCell } from 'mdast';

import { plainText } from './context.ts';
import { anchorIn, childrenOf, levelOf, type Renderers, type Rendering } from './rendering.ts';

/** Everything that stands on lines of its own. */
export const BLOCKS: Renderers = {
  paragraph: (node, at) => <p>{childrenOf(node, at)}</p>,
  blockquote: (node, at) => <blockquote>{childrenOf(node, at)}</blockquote>,
  thematicBreak: () => <hr />,
  heading: (node, at) => {
    const Tag = `h${levelOf(node, at)}` as 'h2';
    const id = anchorIn(at, at.slugs.of(plainText(node)));
    return (
      <Tag id={id}>
        {childrenOf(node, at)}{' '}
        <a class="md-anchor" href={`#${id}`} aria-label="Link to this heading">
          #
        </a>
      </Tag>
    );
  },
  list: (node, at) => listOf(node, at),
  listItem: (node, at) => itemOf(node, at),
  code: (node, at) => codeOf(node, at),
  table: (node, at) => tableOf(node, at),
};

function listOf(node: List, at: Rendering) {
  if (!node.ordered) return <ul>{childrenOf(node, at)}</ul>;
  return <ol start={node.start ?? 1}>{childrenOf(node, at)}</ol>;
}

/** The paragraphs of a tight list are none to the eye. */
function itemOf(node: ListItem, at: Rendering) {
  const content = node.children.map((child) =>
    child.type === 'paragraph' && !node.spread ? (
      <span>{childrenOf(child, at)}</span>
    ) : (
      childrenOf({ children: [child] }, at)
    ),
  );
  if (typeof node.checked !== 'boolean') return <li>{content}</li>;
  return (
    <li class="md-task">
      <span class="md-check" role="img" aria-label={node.checked ? 'done' : 'not done'}>
        {node.checked ? '☑' : '☐'}
      </span>
      {content}
    </li>
  );
}

function codeOf(node: Code, at: Rendering) {
  const language = /^[\w+#.-]{1,30}$/.exec(node.lang ?? '')?.[0].toLowerCase();
  if (language === 'mermaid') return at.diagram(node.value);
  return (
    <pre tabindex={0} {...(language !== undefined && { 'data-language': language })}>
      <code>{node.value}</code>
    </pre>
  );
}

function tableOf({ children, align }: Table, at: Rendering) {
  const [head, ...rows] = children;
  const cells = (row: { readonly children: readonly TableCell[] }, Tag: 'td' | 'th') =>
    row.children.map((cell, column) => (
      <Tag {...alignment(align?.[column])}>{childrenOf(cell, at)}</Tag>
    ));
  return (
    <div class="md-scroll" role="region" aria-label="Table" tabindex={0}>
      <table>
        {head && (
          <thead>
            <tr>{cells(head, 'th')}</tr>
          </thead>
        )}
        <tbody>
          {rows.map((row) => (
            <tr>{cells(row, 'td')}</tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const alignment = (align: string | null | undefined): { readonly class?: string } =>
  align ? { class: `md-${align}` } : {};
