import { describe, expect, it } from 'vitest';

import { ERROR_CODES } from '#src/errors';
import { PROBLEMS } from '#src/http/problem';

import { createHarness, type Asked } from './harness.ts';

const { ask } = createHarness({ bodyLimit: 2_000 });
const JSON_TYPE = { 'Content-Type': 'application/json' };

const chunked = (bytes: number): ReadableStream =>
  new ReadableStream({
    start(controller) {
      for (let sent = 0; sent < bytes; sent += 100)
        controller.enqueue(new Uint8Array(100).fill(32));
      controller.close();
    },
  });

const raw = (body: string | Uint8Array | ReadableStream, headers = JSON_TYPE): Asked => ({
  body,
  headers,
});
const deep = (levels: number): string =>
  `{"title":"t","metadata":${'{"a":'.repeat(levels)}1${'}'.repeat(levels)}}`;

type Row = readonly [
  name: string,
  method: string,
  path: string,
  asked: Asked,
  status: number,
  code: string,
];

const ROWS: readonly Row[] = [
  ['malformed JSON', 'POST', '/api/task', raw('{"title":}'), 400, 'invalid_json'],
  ['half a body', 'POST', '/api/task', raw('{"title": "x'), 400, 'invalid_json'],
  ['an empty body', 'POST', '/api/task', raw(''), 400, 'invalid_json'],
  ['no UTF-8', 'POST', '/api/task', raw(new Uint8Array([0x22, 0xff, 0x22])), 400, 'invalid_json'],
  ['a text instead of an object', 'POST', '/api/task', { json: 'x' }, 400, 'invalid_body'],
  ['a body that nests too deep', 'POST', '/api/task', raw(deep(80)), 400, 'invalid_body'],
  [
    'a renamed prototype',
    'POST',
    '/api/task',
    raw('{"title":"t","__proto__":{}}'),
    400,
    'invalid_body',
  ],
  ['a NUL', 'POST', '/api/task', { json: { title: 'a\0b' } }, 400, 'invalid_body'],
  ['half a surrogate pair', 'POST', '/api/task', raw('{"title":"\\ud800"}'), 400, 'invalid_body'],
  [
    'an unknown field',
    'POST',
    '/api/task',
    { json: { title: 't', statsu: 'x' } },
    400,
    'invalid_body',
  ],
  [
    'an unknown value',
    'POST',
    '/api/task',
    { json: { title: 't', status: 'done' } },
    400,
    'invalid_body',
  ],
  ['a wrong id', 'POST', '/api/task', { json: { id: 'a b', title: 't' } }, 400, 'invalid_body'],
  [
    'a wrong date',
    'POST',
    '/api/task',
    { json: { title: 't', created: 'today' } },
    400,
    'invalid_body',
  ],
  [
    'another id than the path',
    'PUT',
    '/api/task/A',
    { json: { id: 'B', title: 't' } },
    400,
    'invalid_body',
  ],
  ['a changed id', 'PATCH', '/api/task/A', { json: { id: 'B' } }, 400, 'invalid_body'],
  ['an unknown id', 'GET', '/api/task/NONE', {}, 404, 'not_found'],
  ['a change of nothing', 'PATCH', '/api/task/NONE', { json: { title: 't' } }, 404, 'not_found'],
  ['an unknown kind', 'GET', '/api/taks', {}, 404, 'unknown_kind'],
  ['a kind named like a prototype', 'GET', '/api/__proto__', {}, 404, 'unknown_kind'],
  ['an unknown path', 'GET', '/nothing', {}, 404, 'no_route'],
  ['an unknown deep path', 'GET', '/api/task/A/b/c', {}, 404, 'no_route'],
  ['a method that a path lacks', 'PATCH', '/api/task', { json: {} }, 405, 'method_not_allowed'],
  ['a write to what is only read', 'POST', '/api/kinds', { json: {} }, 405, 'method_not_allowed'],
  ['an announced large body', 'POST', '/api/task', raw(' '.repeat(2001)), 413, 'body_too_large'],
  ['a large body in chunks', 'POST', '/api/task', raw(chunked(3000)), 413, 'body_too_large'],
  [
    'a form',
    'POST',
    '/api/task',
    raw('title=t', { 'Content-Type': 'application/x-www-form-urlencoded' }),
    415,
    'unsupported_media_type',
  ],
  [
    'another charset',
    'POST',
    '/api/task',
    raw('{}', { 'Content-Type': 'application/json; charset=latin1' }),
    415,
    'unsupported_media_type',
  ],
  ['an unknown filter', 'GET', '/api/task?statsu=x', {}, 400, 'unknown_field'],
  ['an unknown operator', 'GET', '/api/task?status__is=x', {}, 400, 'unknown_operator'],
  ['a wrong filter value', 'GET', '/api/task?status=x', {}, 400, 'invalid_query'],
  ['an unknown sort', 'GET', '/api/task?sort=-crated', {}, 400, 'unknown_field'],
  ['a sort without order', 'GET', '/api/task?sort=metadata', {}, 400, 'invalid_query'],
  ['a limit of 0', 'GET', '/api/task?limit=0', {}, 400, 'invalid_query'],
  ['a limit of 1001', 'GET', '/api/task?limit=1001', {}, 400, 'invalid_query'],
  ['a limit in words', 'GET', '/api/task?limit=ten', {}, 400, 'invalid_query'],
  ['two limits', 'GET', '/api/task?limit=1&limit=2', {}, 400, 'invalid_query'],
  ['no cursor', 'GET', '/api/task?cursor=abc', {}, 400, 'invalid_cursor'],
  ['no query', 'GET', '/api/search', {}, 400, 'empty_query'],
  ['an empty query', 'GET', '/api/search?q=%20', {}, 400, 'empty_query'],
  ['an empty query in a body', 'POST', '/api/search', { json: { q: '' } }, 400, 'empty_query'],
  ['a query without end', 'GET', `/api/search?q=${'x'.repeat(100_001)}`, {}, 400, 'invalid_query'],
  ['an unknown mode', 'GET', '/api/search?q=x&mode=magic', {}, 400, 'invalid_query'],
  ['an unknown kind to search', 'GET', '/api/search?q=x&kind=taks', {}, 404, 'unknown_kind'],
  ['a search cursor from nowhere', 'GET', '/api/search?q=x&cursor=abc', {}, 400, 'invalid_cursor'],
  [
    'an unknown key of a search',
    'POST',
    '/api/search',
    { json: { q: 'x', filters: {} } },
    400,
    'invalid_body',
  ],
  [
    'a wrong limit of a search',
    'POST',
    '/api/search',
    { json: { q: 'x', limit: 0 } },
    400,
    'invalid_body',
  ],
  [
    'a wrong filter of a search',
    'POST',
    '/api/search',
    { json: { q: 'x', filter: { a: 1 } } },
    400,
    'unknown_field',
  ],
  ['something like what is not there', 'GET', '/api/similar/task/NONE', {}, 404, 'not_found'],
  ['something like nothing', 'POST', '/api/similar', { json: {} }, 400, 'invalid_body'],
  [
    'something like two things',
    'POST',
    '/api/similar',
    { json: { text: 'x', kind: 'task', id: 'a' } },
    400,
    'invalid_body',
  ],
  [
    'a wait for what never comes',
    'POST',
    '/api/task?wait=forever',
    { json: { title: 't' } },
    400,
    'invalid_query',
  ],
];

describe('every error', () => {
  it.each(ROWS)('%s', async (_, method, path, asked, status, code) => {
    const answer = await ask(method, path, asked);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('Content-Type')).toBe('application/problem+json; charset=utf-8');
    expect(answer.body).toMatchObject({
      type: `urn:workspace-memory:problem:${code}`,
      title: expect.any(String),
      status,
      request_id: answer.headers.get('X-Request-Id'),
    });
    expect(answer.body.detail.length).toBeGreaterThan(5);
  });

  it('has written nothing', async () => {
    expect((await ask('GET', '/api/task')).body.total).toBe(0);
  });

  it('has a status and a title', () => {
    expect(Object.keys(PROBLEMS).sort()).toEqual([...ERROR_CODES].sort());
    for (const [status, title] of Object.values(PROBLEMS)) {
      expect(status).toBeGreaterThanOrEqual(400);
      expect(title).not.toBe('');
    }
  });
});

describe('an error says', () => {
  it.each<[string, string, string, Asked, string]>([
    ['where JSON breaks', 'POST', '/api/task', raw('{\n  "title": oops }'), 'line 2, column 12'],
    ['which kind was meant', 'GET', '/api/taks', {}, "Did you mean 'tasks'?"],
    [
      'which field was meant',
      'POST',
      '/api/task',
      { json: { title: 't', statsu: 'x' } },
      "Did you mean 'status'?",
    ],
    [
      'which value was meant',
      'POST',
      '/api/task',
      { json: { title: 't', status: 'complete' } },
      "Did you mean 'completed'?",
    ],
    ['which sort was meant', 'GET', '/api/task?sort=crated', {}, "Did you mean 'created'?"],
    [
      'which key was meant',
      'POST',
      '/api/search',
      { json: { q: 'x', filters: {} } },
      "Did you mean 'filter'?",
    ],
    ['which mode was meant', 'GET', '/api/search?q=x&mode=hybird', {}, "Did you mean 'hybrid'?"],
    ['what is required', 'POST', '/api/task', { json: {} }, "'/title': It is required."],
    ['what is wrong with a value', 'POST', '/api/task', { json: { title: 5 } }, '5 is no text'],
    [
      'what is no date',
      'POST',
      '/api/task',
      { json: { title: 't', created: '2025-02-31' } },
      "'2025-02-31' is no date",
    ],
  ])('%s', async (_, method, path, asked, says) => {
    expect((await ask(method, path, asked)).body.detail).toContain(says);
  });

  it('which methods a path has', async () => {
    const { headers } = await ask('PATCH', '/api/task', { json: {} });
    expect(headers.get('Allow')).toBe('GET, POST, PUT, DELETE, HEAD, OPTIONS');
    const options = await ask('OPTIONS', '/api/search');
    expect([options.status, options.headers.get('Allow')]).toEqual([
      204,
      'GET, POST, HEAD, OPTIONS',
    ]);
  });

  it('where to look when a path is unknown', async () => {
    expect((await ask('GET', '/nowhere')).body.next).toContain('/api');
    expect((await ask('GET', '/')).body.routes).toContain('GET /api/kinds');
  });

  it('nothing of the inside when nobody expected it', async () => {
    const logged: unknown[] = [];
    const write = (fields: object, message: string) => void logged.push({ fields, message });
    const { ask: askBroken } = createHarness({
      embedderState: () => {
        throw new Error('secret detail');
      },
      log: { error: write, warn: write, info: () => undefined },
    });
    const { status, text, body } = await askBroken('GET', '/api/status');
    expect([status, body.code]).toEqual([500, 'internal']);
    expect(text).not.toContain('secret');
    expect(logged).toHaveLength(1);
  });
});
