import { PassThrough } from 'node:stream';

import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js';
import { afterAll } from 'vitest';

import { createClient, type Client as ServiceClient } from '#src/client';
import type { AppDeps } from '#src/http/deps';
import { createMcpHandler } from '#src/mcp/http';
import { serveStdio } from '#src/mcp/stdio';

import { createHarness, type Harness } from '#test/http/harness';

/** What a tool answered. */
export interface Called {
  readonly isError: boolean;
  readonly text: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Agent {
  readonly client: Client;
  call(name: string, given?: Record<string, unknown>): Promise<Called>;
}

export interface World extends Harness {
  /** The API, as another program uses it. */
  readonly service: ServiceClient;
}

export interface AgentOptions {
  readonly readOnly?: boolean;
  readonly headers?: Readonly<Record<string, string>>;
}

export const NAME = 'an-agent';
const VERSION = '0.0.0-test';

/** A service with the door for agents. */
export function createWorld(
  { readOnly = false }: AgentOptions = {},
  deps: Partial<AppDeps> = {},
): World {
  const handler = createMcpHandler({ version: VERSION, readOnly });
  const harness = createHarness({
    agents: { answer: (request, { ask }) => handler(request, ask) },
    ...deps,
  });
  return { ...harness, service: serviceOf(harness) };
}

const serviceOf = ({ app }: Harness): ServiceClient =>
  createClient({ fetch: (at, init) => app.request(at, init) });

/** By HTTP, without a socket. */
export const byHttp = ({ app }: World, { headers = {} }: AgentOptions = {}): Promise<Agent> =>
  connected(
    new StreamableHTTPClientTransport(new URL('http://localhost/mcp'), {
      fetch: async (url, init) => app.request(url.toString(), init),
      requestInit: { headers },
    }),
  );

/** By standard input and output, without a process: lines of JSON over two pipes. */
export async function byPipes(
  world: World,
  { readOnly = false }: AgentOptions = {},
): Promise<Agent> {
  const [toServer, toClient] = [new PassThrough(), new PassThrough()];
  const served = serveStdio({
    ...{ version: VERSION, readOnly, pipes: { stdin: toServer, stdout: toClient } },
    asker: (agent) => ({ client: serviceOf(world), who: { ai_assistant: agent } }),
    untilStopped: () => new Promise(() => undefined),
  });
  afterAll(async () => {
    toServer.end();
    await served;
  });
  return connected(new StdioServerTransport(toClient, toServer));
}

export const DOORS = [
  ['stdio', byPipes],
  ['http', byHttp],
] as const;

/** A client that has said hello; it checks every answer against the tool's output schema. */
export async function connected(transport: Transport): Promise<Agent> {
  const client = new Client({ name: NAME, version: '1' });
  await client.connect(transport);
  await client.listTools();
  return {
    client,
    call: async (name, given = {}) => {
      const { content, structuredContent, isError } = await client.callTool({
        ...{ name, arguments: given },
      });
      const [first] = content as readonly { readonly text: string }[];
      return {
        isError: isError === true,
        text: first?.text ?? '',
        data: (structuredContent ?? {}) as Called['data'],
      };
    },
  };
}

interface Named {
  readonly kind: string;
  readonly id: string;
}

export const namesIn = (list: unknown): readonly string[] =>
  (list as readonly Named[]).map(({ kind, id }) => `${kind} ${id}`);
