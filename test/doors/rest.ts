import type { RelatedResponse } from '#src/client/relations';
import type { Page, RecordRef } from '#src/client/types';
import { kindOf } from '#src/kinds/index';
import type { SearchResponse } from '#src/search/types';

import { whole, type Answered, type Door } from './door.ts';
import { USUAL, type Pair } from './question.ts';

/** What any program can send: addresses and JSON, over a socket. */
export function restDoor(url: string): Door {
  const read = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${url}/api/${path}`, init);
    if (!response.ok) throw new Error(await response.text());
    return (await response.json()) as T;
  };
  return {
    asks: {
      list: async ({ kind, sort, filters = [], walk = USUAL }, cursor) =>
        listed(await read<Page>(`${kind}?${query({ sort, limit: walk, cursor }, filters)}`)),
      search: async ({ ask: _, filters, walk: limit = USUAL, kinds, ...rest }, cursor) => {
        const asked = query({ ...rest, kind: kinds?.join(), limit, cursor }, filters);
        return ranked(await read(`search?${asked}`));
      },
      similar: async ({ ask: _, to, filters, walk: limit = USUAL, kinds, ...rest }, cursor) => {
        if ('text' in to) {
          const body = { ...rest, ...to, kinds, limit, cursor, filter: inBody(filters) };
          return ranked(await read('similar', posted(body)));
        }
        const asked = query({ ...rest, kind: kinds?.join(), limit, cursor }, filters);
        return ranked(await read(`similar/${to.kind}/${to.id}?${asked}`));
      },
      related: async ({ of, relations }) => {
        const asked = query({ relation: relations?.join() });
        return related(await read(`${of.kind}/${of.id}/related?${asked}`));
      },
      get: async ({ kind, ids }) =>
        whole(await Promise.all(ids.map((id) => read<RecordRef>(`${kind}/${id}`)))),
    },
  };
}

type Values = Readonly<Record<string, string | number | boolean | undefined>>;

const query = (values: Values, filters: readonly Pair[] = []): string =>
  new URLSearchParams([
    ...Object.entries(values).flatMap(([name, value]): [string, string][] =>
      value === undefined ? [] : [[name, String(value)]],
    ),
    ...filters.map(([name, value]): [string, string] => [name, value]),
  ]).toString();

const posted = (body: object): RequestInit => ({
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

/** A body has a grammar of its own: `{"doc_type":{"nin":["doc"]}}`. */
const inBody = (filters: readonly Pair[] = []): object =>
  Object.fromEntries(
    filters.map(([name, value]) => {
      const [field = name, operator = 'in'] = name.split('__');
      return [field, { [operator]: value.split(',') }];
    }),
  );

/** The command prints what the API answers, so that these serve both. */
export const listed = ({ kind, items, next_cursor: next }: Page): Answered => ({
  records: items.map((record) => ({ kind, id: String(record[kindOf(kind).primaryKey]) })),
  next,
});

export const ranked = ({ hits, next_cursor: next }: SearchResponse): Answered => ({
  records: hits,
  next,
});

export const related = ({ groups }: RelatedResponse): Answered =>
  whole(groups.flatMap(({ items }) => items));
