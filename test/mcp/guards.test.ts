import { join } from 'node:path';

import { describe, expect, it } from 'vitest';

import { isLoopback, readConfig } from '#src/config';
import { packageRoot } from '#src/package-root';
import { createService } from '#src/service';

import { temporaryFolder } from '#test/cli/harness';

import { byHttp, createWorld, type World } from './harness.ts';

const TOKEN = 'a-token-of-26-characters-x';
const HEADERS = { Accept: 'application/json, text/event-stream' };

const hello = {
  ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
  params: {
    protocolVersion: '2025-06-18',
    capabilities: {},
    clientInfo: { name: 'a', version: '1' },
  },
};

const post = (
  world: World,
  headers: Readonly<Record<string, string>> = {},
  json: unknown = hello,
) => world.ask('POST', '/mcp', { json, headers: { ...HEADERS, ...headers } });

describe('the door for agents of a service with a token', () => {
  const world = createWorld({}, { token: TOKEN });

  it.each<[string, Record<string, string>, number]>([
    ['no token', {}, 401],
    ['another token', { Authorization: 'Bearer wrong' }, 401],
    ['the token', { Authorization: `Bearer ${TOKEN}` }, 200],
  ])('with %s', async (_, headers, status) => {
    const answer = await post(world, headers);
    expect(answer.status).toBe(status);
    if (status === 401) expect(answer.headers.get('WWW-Authenticate')).toContain('Bearer');
  });

  it('tells strangers nothing, not even which tools there are', async () => {
    const answer = await post(world, {}, { jsonrpc: '2.0', id: 1, method: 'tools/list' });
    expect([answer.status, answer.body.code]).toEqual([401, 'unauthorized']);
  });

  it('uses the API with the token of the agent', async () => {
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const agent = await byHttp(world, { headers });
    const { isError } = await agent.call('record', { task: { title: 'Measure the lock' } });
    expect(isError).toBe(false);
    expect((await agent.call('list', { kind: 'task' })).data).toMatchObject({ total: 1 });
  });
});

describe('the door for agents of a service of this machine alone', () => {
  const world = createWorld({}, { acceptsHost: isLoopback });

  it.each([
    ['127.0.0.1:8787', 200],
    ['localhost', 200],
    ['evil.example', 403],
    ['127.0.0.1.nip.io', 403],
  ])('asked as %s answers with %i', async (Host, status) => {
    expect((await post(world, { Host })).status).toBe(status);
  });

  it('works for an agent of this machine', async () => {
    const agent = await byHttp(world);
    expect((await agent.call('status')).isError).toBe(false);
  });
});

describe('the door for agents', () => {
  const world = createWorld();

  it.each<[string, Record<string, string>, number]>([
    ['another site', { Origin: 'https://evil.example' }, 403],
    ['a sandboxed page', { Origin: 'null' }, 403],
    ['another port of this machine', { Origin: 'http://localhost:9' }, 403],
    ['another site, said by the browser', { 'Sec-Fetch-Site': 'cross-site' }, 403],
    ['its own page', { Origin: 'http://localhost', Host: 'localhost' }, 200],
    ['no page', {}, 200],
  ])('asked by %s', async (_, headers, status) => {
    const answer = await post(world, headers);
    expect(answer.status).toBe(status);
    if (status === 403) expect(answer.body.code).toBe('forbidden');
  });

  it.each(['GET', 'DELETE', 'PUT'])(
    'has nothing to %s, for it keeps no session',
    async (method) => {
      const answer = await world.ask(method, '/mcp', { headers: HEADERS });
      expect(answer.status).toBe(405);
      expect(answer.headers.get('Allow')).toContain('POST');
    },
  );

  it('gives no session, and answers each request on its own', async () => {
    const answer = await post(world, {}, { jsonrpc: '2.0', id: 7, method: 'tools/list' });
    expect(answer.headers.get('mcp-session-id')).toBeNull();
    expect(answer.body).toMatchObject({ id: 7, result: { tools: expect.any(Array) } });
  });

  it.each([
    ['no JSON', '{', 400],
    ['no message', '{"a": 1}', 400],
    ['a method that there is not', '{"jsonrpc":"2.0","id":1,"method":"tools/forget"}', 200],
  ])('answers %s with an error of the protocol', async (_, body, status) => {
    const headers = { ...HEADERS, 'Content-Type': 'application/json' };
    const answer = await world.ask('POST', '/mcp', { body, headers });
    expect(answer.status).toBe(status);
    expect(answer.body['error']).toMatchObject({ code: expect.any(Number) });
  });

  it('is not there in a service that serves no agents', async () => {
    const without = createWorld({}, { agents: undefined as never });
    expect((await post(without)).status).toBe(404);
  });

  it.each([
    ['true', 5],
    ['false', 6],
  ])('serves only reads by the setting MCP_READ_ONLY=%s', async (MCP_READ_ONLY, tools) => {
    const folder = await temporaryFolder();
    const config = readConfig({ DATABASE_URL: join(folder.path, 'a.db'), MCP_READ_ONLY });
    const service = await createService(config, { root: packageRoot(), door: 'network' });
    const response = await service.app.request('http://127.0.0.1/mcp', {
      method: 'POST',
      headers: { ...HEADERS, 'Content-Type': 'application/json' },
      body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
    });
    const { result } = (await response.json()) as { result: { tools: readonly unknown[] } };
    expect(result.tools).toHaveLength(tools);
    await service.close();
    await folder.remove();
  });
});
