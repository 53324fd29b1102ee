import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { packageRoot } from '#src/package-root';

import { run, startServer, temporaryFolder, TOKEN, type Folder } from '#test/cli/harness';
import { connected } from './harness.ts';

const MAIN = ['--conditions=source', '--import', 'tsx', 'src/cli/main.ts', 'mcp'];
const HELLO = [
  {
    ...{ jsonrpc: '2.0', id: 1, method: 'initialize' },
    params: {
      protocolVersion: '2025-06-18',
      ...{ capabilities: {}, clientInfo: { name: 'a', version: '1' } },
    },
  },
  { jsonrpc: '2.0', method: 'notifications/initialized' },
];
const search = (id: number) => ({
  ...{ jsonrpc: '2.0', id, method: 'tools/call' },
  params: { name: 'search', arguments: { query: 'the lock' } },
});

let folder: Folder;
let db: string;
beforeAll(async () => {
  folder = await temporaryFolder();
  db = join(folder.path, 'agent.db');
  expect(await run(['add', 'task', 'title=Measure the lock', '--db', db])).toMatchObject({
    code: 0,
  });
});
afterAll(() => folder.remove());

const start = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawn(process.execPath, [...MAIN, ...args], {
    cwd: packageRoot(),
    env: { PATH: process.env['PATH'] ?? '', ...env },
  });

/** What it writes for these messages when its standard input ends behind them. */
async function answersTo(messages: readonly unknown[], args: readonly string[]) {
  const child = start(args);
  child.stdin.end(messages.map((message) => `${JSON.stringify(message)}\n`).join(''));
  const [out, err, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { out, err, code };
}

const byProcess = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  connected(
    new StdioClientTransport({
      ...{ command: process.execPath, args: [...MAIN, ...args], cwd: packageRoot() },
      env: { PATH: process.env['PATH'] ?? '', ...env },
    }),
  );

describe('workspace mcp', () => {
  it('answers an agent, writes what it records, and ends with its input', async () => {
    const agent = await byProcess(['--db', db]);
    const { data } = await agent.call('search', { query: 'measure the lock' });
    expect(data['hits']).toMatchObject([{ kind: 'task', id: 'WS-TASK-001' }]);
    await agent.call('record', { note: { description: 'Measured it twice.' } });
    await agent.client.close();
    const history = await run(['changes', '--json', '--db', db]);
    expect(history.out).toContain('an-agent');
  });

  it('writes nothing but the protocol, and answers what was asked before its input ended', async () => {
    const messages = [
      ...HELLO,
      search(2),
      { jsonrpc: '2.0', id: 3, method: 'tools/list' },
      search(4),
    ];
    const { out, err, code } = await answersTo(messages, ['--db', db]);
    const lines = out.trimEnd().split('\n');
    const answers = lines.map((line) => JSON.parse(line) as { jsonrpc: string; id: number });
    expect(answers.every(({ jsonrpc }) => jsonrpc === '2.0')).toBe(true);
    expect(answers.map(({ id }) => id).sort()).toEqual([1, 2, 3, 4]);
    expect({ err, code }).toEqual({ err: '', code: 0 });
  });

  it('ends in order when it is asked to', async () => {
    const child = start(['--db', db]);
    child.stdin.write(`${JSON.stringify(HELLO[0])}\n`);
    await once(child.stdout, 'data');
    child.kill('SIGTERM');
    const [code] = (await once(child, 'close')) as [number | null];
    expect(code).toBe(0);
  });

  it('makes no database where there is none, and says so', async () => {
    const missing = join(folder.path, 'missing.db');
    const { out, err, code } = await answersTo(HELLO, ['--db', missing]);
    expect({ out, code: code === 0 }).toEqual({ out: '', code: false });
    expect(err).toContain('missing.db');
    expect(err.trimEnd().split('\n')).toHaveLength(1);
    expect(existsSync(missing)).toBe(false);
  });

  it('serves only reads with --read-only', async () => {
    const agent = await byProcess(['--db', db, '--read-only']);
    const { tools } = await agent.client.listTools();
    expect(tools.map(({ name }) => name)).not.toContain('record');
    expect((await agent.call('record', { task: { title: 'a' } })).isError).toBe(true);
    await agent.client.close();
  });

  it('serves the records of a service elsewhere', async () => {
    const server = await startServer(folder.path);
    try {
      const agent = await byProcess(['--url', server.url], { WORKSPACE_TOKEN: TOKEN });
      const { data } = await agent.call('record', { task: { title: 'Kept elsewhere' } });
      expect(data).toMatchObject({ id: 'WS-TASK-001' });
      const stored = await server.service.store.get('workspace_tasks', 'WS-TASK-001');
      expect(stored?.record).toMatchObject({ title: 'Kept elsewhere' });
      await agent.client.close();
    } finally {
      await server.close();
    }
  });

  it.each([
    ['does not answer', ['--url', 'http://127.0.0.1:9'], 'unreachable'],
    ['is no address', ['--url', 'nowhere'], 'no address'],
  ])('tells the agent that the service %s', async (_, args, said) => {
    const agent = await byProcess(args);
    const { isError, text: answer } = await agent.call('search', { query: 'lock' });
    expect({ isError, answer }).toMatchObject({
      isError: true,
      answer: expect.stringContaining(said),
    });
    await agent.client.close();
  });
});
