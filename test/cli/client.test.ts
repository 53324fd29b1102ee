import { describe, expect, expectTypeOf, it } from 'vitest';

import { createClient } from '#src/client';
import { bodyFilter, type FieldTypes } from '#src/client/parameters';
import type { FetchLike } from '#src/client/transport';
import type { RecordOf } from '#src/kinds/index';

const answering =
  (status: number, body: string): FetchLike =>
  () =>
    new Response(body, { status });

/** Keeps the last request and answers it with an empty object. */
function recorder() {
  const seen = { url: '', init: {} as RequestInit };
  const fetch: FetchLike = (url, init) => {
    Object.assign(seen, { url, init });
    return new Response('{"items":[],"deleted":1}');
  };
  return { seen, fetch };
}

describe('a question', () => {
  it('goes into the address, and into the body where it would be too long for that', async () => {
    const { seen, fetch } = recorder();
    const client = createClient({ fetch });
    await client.search('agents', { kinds: ['task'], facets: true });
    expect([seen.init.method, seen.url]).toEqual([
      'GET',
      'http://localhost/api/search?q=agents&kind=task&facets=true',
    ]);
    const long = '锁定 '.repeat(5_000);
    await client.search(long, { kinds: ['task'], facets: true, as_of: '2025-01-01' });
    expect([seen.init.method, seen.url]).toEqual(['POST', 'http://localhost/api/search']);
    expect(JSON.parse(seen.init.body as string)).toEqual({
      ...{ q: long, kinds: ['task'], facets: true, as_of: '2025-01-01' },
    });
  });
});

describe('what a client makes of an answer', () => {
  const problem = {
    ...{ type: 'urn:x', title: 'Not found', status: 404, code: 'not_found' },
    ...{ detail: "There is no record 'X'.", next: 'List them.', errors: [{ detail: 'gone' }] },
  };

  it('keeps code, sentence, issues and next step of a problem, and the problem itself', async () => {
    const client = createClient({ fetch: answering(404, JSON.stringify(problem)) });
    await expect(client.get({ kind: 'task', id: 'X' })).rejects.toMatchObject({
      code: 'not_found',
      message: "There is no record 'X'.",
      next: 'List them.',
      issues: [{ detail: 'gone' }],
      cause: problem,
    });
  });

  it.each([
    ['a page of a proxy', 502, '<html>Bad gateway</html>'],
    ['a page where JSON was expected', 200, '<html>Hello</html>'],
    ['an error of another program', 500, '{"error":"boom"}'],
    ['a code that nobody knows', 500, '{"code":"new_code","detail":"x"}'],
  ])('says that something else answers: %s', async (_, status, body) => {
    const client = createClient({ fetch: answering(status, body), url: 'http://host:1/base' });
    const failure = { code: 'unreachable', message: expect.stringContaining('http://host:1/base') };
    await expect(client.status()).rejects.toMatchObject(failure);
  });

  it('says where nothing answers and why, without the password of the address', async () => {
    const fetch: FetchLike = () =>
      Promise.reject(new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED') }));
    const client = createClient({ fetch, url: 'http://user:secret@host:1' });
    await expect(client.status()).rejects.toMatchObject({
      code: 'unreachable',
      message: 'http://host:1 does not answer: connect ECONNREFUSED.',
    });
  });

  it.each(['', 'localhost:8787', 'ftp://host'])('refuses %j as an address', (url) => {
    expect(() => createClient({ fetch: answering(200, ''), url })).toThrow('is no address');
  });
});

describe('what a client sends', () => {
  it('puts kinds and ids into the path, escaped, below the path of the address', async () => {
    const { fetch, seen } = recorder();
    await createClient({ fetch, url: 'http://host/base/' }).get({ kind: 'task', id: 'a b/ä' });
    expect(seen.url).toBe('http://host/base/api/task/a%20b%2F%C3%A4');
  });

  it('repeats filters and leaves out what is not given', async () => {
    const { fetch, seen } = recorder();
    const filters = [
      ['created__gte', '2025-11-01'],
      ['created__gte', '2025-11-02'],
    ] as const;
    await createClient({ fetch }).search('a & b', { kinds: ['task', 'doc'], filters });
    expect(seen.url).toBe(
      'http://localhost/api/search?q=a+%26+b&kind=task%2Cdoc&created__gte=2025-11-01&created__gte=2025-11-02',
    );
  });

  it('asks for fields in one parameter', async () => {
    const { fetch, seen } = recorder();
    await createClient({ fetch }).list('documents', { fields: ['id', 'path'], limit: 5 });
    expect(seen.url).toBe('http://localhost/api/documents?fields=id%2Cpath&limit=5');
  });

  it.each([
    ['12-3', '"12-3"'],
    ['"12-3"', '"12-3"'],
    ['W/"12-3"', 'W/"12-3"'],
    ['*', '*'],
  ])('sends the etag %s as a header has it', async (ifMatch, header) => {
    const { fetch, seen } = recorder();
    await createClient({ fetch, token: 'secret' }).remove({ kind: 'task', id: 'X' }, { ifMatch });
    expect(seen.init.headers).toMatchObject({ 'if-match': header, authorization: 'Bearer secret' });
  });

  const types: FieldTypes = new Map([
    ['tokens', 'integer'],
    ['dry', 'boolean'],
  ]);
  it.each([
    ['status', 'open', { status: 'open' }],
    ['priority', 'HIGH,LOW', { priority: ['HIGH', 'LOW'] }],
    ['title__eq', 'a,b', { title: { eq: 'a,b' } }],
    ['created__gte', '2025-11-01', { created: { gte: '2025-11-01' } }],
    ['tokens__in', '1,2', { tokens: { in: [1, 2] } }],
    ['tokens', 'x', { tokens: 'x' }],
    ['dry', 'true', { dry: true }],
    ['notes__null', 'false', { notes: { null: false } }],
    ['notes__null', 'maybe', { notes: { null: 'maybe' } }],
    ['title__contains', '12', { title: { contains: '12' } }],
  ])('writes the filter %s=%s into a body', (name, value, body) => {
    expect(bodyFilter([name, value], types)).toEqual(body);
  });
});

it('types records by the full name of their kind', async () => {
  const client = createClient({ fetch: answering(200, '{"items":[]}') });
  const { items } = await client.list('workspace_tasks');
  expectTypeOf(items).toEqualTypeOf<readonly RecordOf<'workspace_tasks'>[]>();
  const some = await client.list('workspace_tasks', { fields: ['id', 'title'] });
  expectTypeOf(some.items).toEqualTypeOf<
    readonly Pick<RecordOf<'workspace_tasks'>, 'id' | 'title'>[]
  >();
  expectTypeOf<typeof client.put<'documents'>>().parameter(1).toHaveProperty('content');
});
