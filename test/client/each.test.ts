import { expect, it } from 'vitest';

import { createClient } from '#src/client';
import type { FetchLike } from '#src/client/transport';

/** Has so many records, and counts the requests. */
function service(count: number) {
  const seen: string[] = [];
  const fetch: FetchLike = (url) => {
    const query = new URL(url).searchParams;
    seen.push(query.toString());
    const [from, limit] = [Number(query.get('cursor') ?? 0), Number(query.get('limit'))];
    const end = Math.min(from + limit, count);
    const items = Array.from({ length: end - from }, (_, at) => ({ id: from + at }));
    return Response.json({ items, next_cursor: end < count ? String(end) : null });
  };
  return { seen, client: createClient({ fetch }) };
}

async function idsOf(records: AsyncIterable<unknown>, most = Infinity): Promise<unknown[]> {
  const ids: unknown[] = [];
  for await (const record of records) {
    ids.push((record as { id: number }).id);
    if (ids.length === most) break;
  }
  return ids;
}

const upTo = (count: number) => Array.from({ length: count }, (_, at) => at);

it.each([
  ['none', 0, undefined, 0, 1],
  ['all', 450, undefined, 450, 3],
  ['exactly a page', 200, undefined, 200, 1],
  ['so many as are wanted', 450, 250, 250, 2],
  ['no more than there are', 3, 250, 3, 1],
  ['nothing when nothing is wanted', 3, 0, 0, 0],
])('gives %s', async (_, count, limit, given, requests) => {
  const { seen, client } = service(count);
  const options = limit === undefined ? {} : { limit };
  expect(await idsOf(client.each('task', options))).toEqual(upTo(given));
  expect(seen).toHaveLength(requests);
});

it('asks for a page only when one before it is used up', async () => {
  const { seen, client } = service(1_000);
  expect(
    await idsOf(
      client.each('task', { filter: { status: 'pending' }, sort: ['title', '-created'] }),
      200,
    ),
  ).toEqual(upTo(200));
  expect(seen).toEqual(['sort=title%2C-created&limit=200&status__eq=pending']);
});
