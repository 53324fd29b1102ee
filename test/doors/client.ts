import type { Client } from '#src/client';
import type { Narrowing } from '#src/client/types';

import { whole, type Door } from './door.ts';
import { USUAL, type Pair } from './question.ts';
import { listed, ranked, related } from './rest.ts';

/** The typed client, with filters as its objects. */
export const clientDoor = (client: Client): Door => ({
  asks: {
    list: async ({ ask: _, kind, ...question }, cursor) =>
      listed(await client.list(kind, asked(question, cursor))),
    search: async ({ ask: _, q, ...question }, cursor) =>
      ranked(await client.search(q, asked(question, cursor))),
    similar: async ({ ask: _, to, ...question }, cursor) =>
      ranked(await client.similar(to, asked(question, cursor))),
    related: async ({ of, relations }) => related(await client.related(of, { relations })),
    get: async ({ kind, ids }) =>
      whole(await Promise.all(ids.map((id) => client.get({ kind, id })))),
  },
});

interface Narrowed {
  readonly filters?: readonly Pair[];
  readonly walk?: number;
}

const asked = <Q extends Narrowed>(
  { filters = [], walk: limit = USUAL, ...rest }: Q,
  cursor?: string,
) => ({
  ...{ ...rest, ...narrowing(filters), limit },
  ...(cursor !== undefined && { cursor }),
});

/** An object has each comparison of a field once; what is left is said as an address has it. */
function narrowing(pairs: readonly Pair[]): Narrowing {
  const filter: Record<string, Record<string, string | readonly string[]>> = {};
  const filters: Pair[] = [];
  for (const [name, value] of pairs) {
    const [field = name, operator = value.includes(',') ? 'in' : 'eq'] = name.split('__');
    const before = (filter[field] ??= {});
    if (operator in before) filters.push([name, value]);
    else before[operator] = /^n?in$/.test(operator) ? value.split(',') : value;
  }
  return { filter, filters };
}
