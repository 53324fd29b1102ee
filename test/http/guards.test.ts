import { describe, expect, it } from 'vitest';

import { isLoopback } from '#src/config';

import { createHarness } from './harness.ts';

const TOKEN = 'a-token-of-26-characters-x';

describe('a service with a token', () => {
  const { ask } = createHarness({ token: TOKEN });

  it.each<[string, Record<string, string>, number]>([
    ['no token', {}, 401],
    ['another token', { Authorization: 'Bearer wrong' }, 401],
    ['the token and more', { Authorization: `Bearer ${TOKEN}x` }, 401],
    ['another scheme', { Authorization: `Basic ${TOKEN}` }, 401],
    ['the token', { Authorization: `Bearer ${TOKEN}` }, 200],
    ['the token under a scheme in other case', { Authorization: `bearer ${TOKEN}` }, 200],
  ])('answers %s', async (_, headers, status) => {
    for (const path of ['/api', '/api/task', '/api/kinds']) {
      const answer = await ask('GET', path, { headers });
      expect([path, answer.status]).toEqual([path, status]);
      if (status === 401) expect(answer.headers.get('WWW-Authenticate')).toContain('Bearer');
    }
  });

  it('tells strangers nothing, not even which kinds or records there are', async () => {
    for (const path of ['/api/task/NONE', '/api/nothing', '/api/a/b/c'])
      expect((await ask('GET', path)).body.code).toBe('unauthorized');
  });

  it('writes nothing for strangers', async () => {
    expect((await ask('POST', '/api/task', { json: { title: 't' } })).status).toBe(401);
  });

  it('lets a supervisor ask for its health', async () => {
    const { status, body } = await ask('GET', '/health');
    expect([status, body['status']]).toEqual([200, 'ok']);
  });
});

describe('a service of this machine alone', () => {
  const { ask } = createHarness({ acceptsHost: isLoopback });

  it.each(['localhost', 'localhost:8787', '127.0.0.1:8787', '[::1]:8787'])(
    'answers the host %s',
    async (Host) => {
      expect((await ask('GET', '/api', { headers: { Host } })).status).toBe(200);
    },
  );

  it.each(['evil.example', 'evil.example:8787', 'localhost.evil.example', '127.0.0.1.nip.io', ''])(
    'refuses the host "%s"',
    async (Host) => {
      const { status, body } = await ask('GET', '/api/task', { headers: { Host } });
      expect([status, body.code]).toEqual([403, 'forbidden']);
    },
  );
});

describe('a write', () => {
  const { ask } = createHarness();
  const json = { title: 't' };

  it.each<[string, Record<string, string>, number]>([
    ['a program', {}, 201],
    ['a page of this server', { Host: 'localhost:8787', Origin: 'http://localhost:8787' }, 201],
    ['a page of another site', { Host: 'localhost:8787', Origin: 'https://evil.example' }, 403],
    ['a page of another port', { Host: 'localhost:8787', Origin: 'http://localhost:9999' }, 403],
    ['a page without an origin', { Host: 'localhost:8787', Origin: 'null' }, 403],
    ['a navigation from elsewhere', { 'Sec-Fetch-Site': 'cross-site' }, 403],
  ])('of %s is answered %d', async (_, headers, status) => {
    expect((await ask('POST', '/api/task', { headers, json })).status).toBe(status);
  });

  it('is the only thing that a page of another site may not do', async () => {
    const headers = { Origin: 'https://evil.example' };
    const { status, headers: answered } = await ask('GET', '/api/task', { headers });
    expect([status, answered.get('Access-Control-Allow-Origin')]).toEqual([200, null]);
  });
});

describe('every answer', () => {
  const { ask } = createHarness();

  it.each(['/health', '/api', '/api/task', '/api/task/NONE', '/nothing'])(
    'at %s has a request id and is not to be guessed at',
    async (path) => {
      const { headers } = await ask('GET', path);
      expect(headers.get('X-Request-Id')).toMatch(/^[\w-]{36}$/);
      expect(headers.get('X-Content-Type-Options')).toBe('nosniff');
    },
  );

  it('keeps the request id of its client, unless a log could be broken with it', async () => {
    const named = await ask('GET', '/api', { headers: { 'X-Request-Id': 'ci-run:42.a' } });
    expect(named.headers.get('X-Request-Id')).toBe('ci-run:42.a');
    const odd = await ask('GET', '/api', { headers: { 'X-Request-Id': '{"a":1}' } });
    expect(odd.headers.get('X-Request-Id')).toMatch(/^[\w-]{36}$/);
  });

  it.each(['/health', '/api/task', '/api/kinds'])('to HEAD %s is the head of GET', async (path) => {
    const [head, get] = [await ask('HEAD', path), await ask('GET', path)];
    expect([head.status, head.text]).toEqual([get.status, '']);
    expect(head.headers.get('Content-Type')).toBe(get.headers.get('Content-Type'));
  });
});
