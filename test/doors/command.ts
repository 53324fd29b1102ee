import type { RecordRef } from '#src/client/types';
import type { LifecycleRequest } from '#src/search/types';

import { run } from '#test/cli/harness';

import { whole, type Door } from './door.ts';
import { USUAL, type Pair } from './question.ts';
import { listed, ranked, related } from './rest.ts';

/** The command against a service, as scripts call it: what it prints as JSON. */
export function commandDoor(url: string): Door {
  const read = async <T>(...args: readonly string[]): Promise<T> => {
    const { code, out, err } = await run(['--url', url, '--json', ...args]);
    if (code !== 0) throw new Error(err);
    return JSON.parse(out) as T;
  };
  return {
    asks: {
      list: async ({ kind, sort, filters, walk }, cursor) =>
        listed(await read('list', kind, ...options({ sort }), ...page({ filters, walk, cursor }))),
      search: async ({ q, mode, prefix, qualifiers, ...rest }, cursor) => {
        const reading = [
          ...(prefix ? ['--prefix'] : []),
          ...(qualifiers === false ? ['--no-qualifiers'] : []),
        ];
        const narrowed = [...narrowing(rest), ...page({ ...rest, cursor })];
        return ranked(await read('search', ...options({ mode }), ...reading, ...narrowed, '--', q));
      },
      similar: async ({ to, ...rest }, cursor) => {
        const of = 'text' in to ? ['--text', to.text] : [to.kind, to.id];
        return ranked(
          await read('similar', ...of, ...narrowing(rest), ...page({ ...rest, cursor })),
        );
      },
      related: async ({ of, relations }) =>
        related(await read('related', of.kind, of.id, ...(relations ? [relations.join()] : []))),
      get: async ({ kind, ids }) =>
        whole([await read<RecordRef | readonly RecordRef[]>('get', kind, ...ids)].flat()),
    },
  };
}

const options = (values: Readonly<Record<string, string | number | undefined>>): string[] =>
  Object.entries(values).flatMap(([name, value]) =>
    value === undefined ? [] : [`--${name}`, String(value)],
  );

interface Narrowing extends LifecycleRequest {
  readonly kinds?: readonly string[];
}

const narrowing = ({ kinds, lifecycle, as_of: asOf }: Narrowing): string[] =>
  options({ kind: kinds?.join(), lifecycle, 'as-of': asOf });

interface Paged {
  readonly filters?: readonly Pair[] | undefined;
  readonly walk?: number | undefined;
  readonly cursor?: string | undefined;
}

const page = ({ filters = [], walk: limit = USUAL, cursor }: Paged): string[] => [
  ...filters.flatMap(([name, value]) => ['--filter', `${name}=${value}`]),
  ...options({ limit, cursor }),
];
