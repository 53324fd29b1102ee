import type { RecordRef } from '#src/client/types';
import { resolveKind } from '#src/kinds/index';

import { whole, type Answered, type Door } from './door.ts';
import { asksForDecisions, USUAL, type Pair, type Question } from './question.ts';

/** The pages for people, as the HTML that a browser gets. */
export function pageDoor(url: string): Door {
  const read = async (path: string): Promise<string> => {
    const response = await fetch(`${url}${path}`, { headers: { accept: 'text/html' } });
    const text = await response.text();
    if (!response.ok) throw new Error(wordsOf(text));
    return text;
  };
  const page = async (path: string): Promise<Answered> => {
    const html = await read(path);
    return { records: links(html, /\bdata-(?:hit|result)\b/), next: nextIn(html) };
  };
  const recordPage = (kind: string, id: string): Promise<string> =>
    read(`/record/${resolveKind(kind) ?? kind}/${id}`);
  return {
    asks: {
      list: ({ kind, sort, filters, walk = USUAL }, next) =>
        page(next ?? `/list/${kind}?${query({ sort, limit: walk }, filters)}`),
      search: ({ ask: _, kinds, filters, walk: __, ...rest }, next) =>
        page(next ?? `/?${query({ ...rest, kind: kinds?.join() }, filters)}`),
      similar: async ({ to }) => {
        const html = 'id' in to ? await recordPage(to.kind, to.id) : '';
        return whole(links(between(html, 'aria-label="Similar decisions"', '</section>')));
      },
      related: async ({ of }) => {
        const html = await recordPage(of.kind, of.id);
        return whole(links(between(html, 'class="related-group"', 'class="new-link"')));
      },
      get: async ({ kind, ids }) => {
        const pages = await Promise.all(ids.map((id) => recordPage(kind, id)));
        return whole(pages.map((html) => links(html, /\bhref="\/edit\//)).flat());
      },
    },
    lacks,
  };
}

function lacks(question: Question): string | undefined {
  if ('qualifiers' in question) return 'the page always reads qualifiers';
  if ('relations' in question) return 'a page shows all that is related';
  if (question.ask !== 'similar') return undefined;
  if ('text' in question.to) return 'a page stands for a record';
  const isPlain = asksForDecisions(question) && !question.lifecycle && !question.as_of;
  return isPlain ? undefined : 'a page shows the most similar decisions';
}

const query = (
  values: Readonly<Record<string, string | number | boolean | undefined>>,
  filters: readonly Pair[] = [],
): string =>
  new URLSearchParams([
    ...Object.entries(values).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    ...filters.map(([name, value]): [string, string] => [name, value]),
  ]).toString();

/** What a person reads on a page. */
const wordsOf = (html: string): string =>
  html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"');

/** Records that a part of a page leads to, by links that have something in their tag. */
function links(html: string, mark = /href=/): readonly RecordRef[] {
  const tags = [...html.matchAll(/<a\b[^>]*>/g)].map(([tag]) => tag);
  return tags
    .filter((tag) => mark.test(tag))
    .flatMap((tag) => {
      const [, kind, id] = /href="\/(?:record|edit)\/([^/"]+)\/([^/"?#]+)/.exec(tag) ?? [];
      return kind && id ? [{ kind, id: decodeURIComponent(id) }] : [];
    });
}

function between(html: string, from: string, to: string): string {
  const start = html.indexOf(from);
  return start < 0 ? '' : html.slice(start, html.indexOf(to, start));
}

function nextIn(html: string): string | null {
  const tag = [...html.matchAll(/<a\b[^>]*>/g)].find(([each]) => each.includes('rel="next"'));
  const [, href] = /href="([^"]*)"/.exec(tag?.[0] ?? '') ?? [];
  return href?.replaceAll('&amp;', '&') ?? null;
}
