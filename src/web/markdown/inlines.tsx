import type { Child } from 'hono/jsx';

import { addressBeside, targetOf } from './links.ts';
import { anchorIn, childrenOf, sourceOf, type Renderers, type Rendering } from './rendering.ts';

/** Everything that stands in a line. */
export const INLINES: Renderers = {
  text: (node) => node.value,
  emphasis: (node, at) => <em>{childrenOf(node, at)}</em>,
  strong: (node, at) => <strong>{childrenOf(node, at)}</strong>,
  delete: (node, at) => <del>{childrenOf(node, at)}</del>,
  inlineCode: (node) => <code>{node.value}</code>,
  break: () => <br />,
  html: (node) => rawHtml(node.value),
  link: (node, at) => linkTo(node.url, childrenOf(node, at), at),
  linkReference: (node, at) => {
    const definition = at.links.get(node.identifier);
    return definition ? linkTo(definition.url, childrenOf(node, at), at) : sourceOf(node, at.body);
  },
  image: (node, at) => imageOf(node.url, node.alt, at),
  imageReference: (node, at) => {
    const definition = at.links.get(node.identifier);
    return definition ? imageOf(definition.url, node.alt, at) : sourceOf(node, at.body);
  },
  footnoteReference: (node, at) => noteMark(node.identifier, at),
};

const COMMENT = /^\s*<!--[\s\S]*-->\s*$/;
const LINE_BREAK = /^<br\s*\/?>$/i;

/** Authors write comments for each other, and `<br>` in tables; anything else is shown as what it is. */
function rawHtml(source: string): Child {
  if (COMMENT.test(source)) return null;
  return LINE_BREAK.test(source) ? <br /> : <span class="md-raw">{source}</span>;
}

const linkTo = (destination: string, content: Child, at: Rendering): Child => {
  const href = hrefOf(destination, at);
  if (href === undefined)
    return (
      <span class="md-dead" title="Leads to nothing that is kept here">
        {content}
      </span>
    );
  return <a {...attributesOf(href)}>{content}</a>;
};

/** Nothing is fetched from elsewhere to show a text: an image is a link with its description. */
function imageOf(destination: string, alt: string | null | undefined, at: Rendering): Child {
  const href = hrefOf(destination, at);
  const words = alt?.trim() ? alt : 'image';
  if (href === undefined) return <span class="md-image">{words}</span>;
  return (
    <a class="md-image" {...attributesOf(href)}>
      {words}
    </a>
  );
}

const attributesOf = (href: string) => ({
  href,
  ...(/^https?:/.test(href) && { rel: 'noopener noreferrer nofollow', class: 'md-out' }),
});

/** Undefined for what leads nowhere, or somewhere that no text may lead to. */
function hrefOf(destination: string, at: Rendering): string | undefined {
  const target = targetOf(destination, at.base);
  if (target.is === 'refused') return undefined;
  if (target.is === 'anchor') return `#${anchorIn(at, target.slug)}`;
  if (target.is !== 'file') return target.href;
  const page = at.files.get(target.path);
  const anchor = target.slug === '' ? '' : `#${anchorIn({ ...at, prefix: '' }, target.slug)}`;
  return page === undefined ? addressBeside(target.path, at.base) : page + anchor;
}

function noteMark(name: string, at: Rendering): Child {
  if (!at.notes.includes(name)) at.notes.push(name);
  return (
    <sup>
      <a href={`#${anchorIn(at, `note-${name}`)}`}>{at.notes.indexOf(name) + 1}</a>
    </sup>
  );
}
