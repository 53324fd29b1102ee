import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  run,
  startServer,
  temporaryFolder,
  TOKEN,
  type Folder,
  type TestServer,
} from '#test/cli/harness';
import { connected } from './harness.ts';

const PAGE = readFileSync('docs/agents.md', 'utf8');
/** The built command, as an installed package has it. */
const COMMAND = resolve('dist/src/cli/main.js');
const DATABASE = '/srv/memory/workspace.db';
const SERVER = 'http://127.0.0.1:8787';

interface Configured {
  readonly command: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The servers of every block of JSON that is marked as one of a transport. */
const configured = (transport: 'stdio' | 'http'): readonly Configured[] =>
  [...PAGE.matchAll(/<!-- agent: (\w+) -->\n```json\n(.*?)```/gs)]
    .filter(([, of]) => of === transport)
    .map(([, , json = '']) => {
      const file = JSON.parse(json) as Record<string, Record<string, Configured>>;
      const servers = file['mcpServers'] ?? file['servers'] ?? file['context_servers'];
      return servers?.['memory'] as Configured;
    });

/** Of Codex, whose file is no JSON. */
const fromToml = (): readonly Configured[] =>
  [...PAGE.matchAll(/```toml\n(.*?)```/gs)].flatMap(([, toml = '']) => {
    const lines = [...toml.matchAll(/^(\w+) = (.*)$/gm)];
    const table = Object.fromEntries(
      lines.map(([, key = '', value = '']) => [key, JSON.parse(value) as unknown]),
    );
    return 'command' in table ? [table as unknown as Configured] : [];
  });

describe('the configurations for agent programs', () => {
  let folder: Folder;
  let server: TestServer;
  let db: string;
  beforeAll(async () => {
    folder = await temporaryFolder();
    db = join(folder.path, 'agents.db');
    await run(['add', 'task', 'title=Measure the lock', '--db', db]);
    server = await startServer(folder.path);
    await server.service.store.write({
      operations: [{ op: 'create', kind: 'workspace_tasks', value: { title: 'Measure the lock' } }],
    });
  });
  afterAll(async () => {
    await server.close();
    await folder.remove();
  });

  const here = (text: string): string =>
    text
      .replace(DATABASE, db)
      .replace(SERVER, server.url)
      .replace(/\$\{.*\}|change-me.*/, TOKEN);

  it('are those of six programs and more', () => {
    for (const name of ['Claude Code', 'Claude Desktop', 'Cursor', 'VS Code', 'Zed', 'Codex'])
      expect(PAGE).toContain(`**${name}**`);
    expect(configured('stdio').length).toBeGreaterThan(5);
    expect(configured('http').length).toBeGreaterThan(1);
  });

  it.each([...configured('stdio'), ...fromToml()].map((each) => [each.args.join(' '), each]))(
    'start what answers: %s',
    async (_, { command, args, env = {} }) => {
      const [name, ...rest] = args;
      expect([command, name]).toEqual(['npx', 'workspace']);
      const own = Object.entries(env).map(([key, value]) => [key, here(value)] as const);
      const agent = await connected(
        new StdioClientTransport({
          ...{ command: process.execPath, args: [COMMAND, ...rest.map(here)] },
          env: { PATH: process.env['PATH'] ?? '', ...Object.fromEntries(own) },
        }),
      );
      const { data } = await agent.call('search', { query: 'measure the lock' });
      expect(data['hits']).toMatchObject([{ kind: 'task', id: 'WS-TASK-001' }]);
      await agent.client.close();
    },
  );

  it.each(configured('http').map((each) => [each.url, each]))(
    'reach a server at %s',
    async (_, { url, headers }) => {
      const sent = Object.entries(headers).map(([key, value]) => [key, here(value)] as const);
      const agent = await connected(
        new StreamableHTTPClientTransport(new URL(here(url)), {
          requestInit: { headers: Object.fromEntries(sent) },
        }),
      );
      const { data } = await agent.call('list', { kind: 'task' });
      expect(data['records']).toMatchObject([{ kind: 'task', id: 'WS-TASK-001' }]);
      await agent.client.close();
    },
  );
});
