import type { Readable, Writable } from 'node:stream';

import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js';
import type { JSONRPCMessage, JSONRPCNotification } from '@modelcontextprotocol/sdk/types.js';

import { createMcpServer, type McpOptions } from './server.ts';

/** The pipes to the agent's program. Nothing else may write to `stdout`. */
export interface Pipes {
  readonly stdin: Readable;
  readonly stdout: Writable;
}

interface StdioOptions extends McpOptions {
  readonly pipes: Pipes;
  /** Resolves when the process is asked to end. */
  untilStopped(): Promise<void>;
}

/** Answers an agent's program until it closes our standard input, or the process is asked to end; what was asked before is answered first. */
export async function serveStdio({ pipes, untilStopped, ...options }: StdioOptions): Promise<void> {
  const ended = endOf(pipes.stdin);
  const server = createMcpServer(options);
  const transport = new StdioServerTransport(pipes.stdin, pipes.stdout);
  const requests = countRequests(transport);
  await server.connect(transport);
  await Promise.race([ended.then(requests.allAnswered), untilStopped()]);
  await server.close();
}

const endOf = (stdin: Readable): Promise<void> =>
  new Promise((resolve) => {
    for (const event of ['end', 'close', 'error']) stdin.once(event, () => resolve());
  });

interface Requests {
  allAnswered(): Promise<void>;
}

/** Knows whether all that was asked has been answered: `printf … | workspace mcp` closes before it reads. */
function countRequests(transport: StdioServerTransport): Requests {
  const open = new Set<unknown>();
  let onSettled = (): void => {};
  const settle = (id: unknown): void => {
    open.delete(id);
    if (open.size === 0) onSettled();
  };
  transport.onmessage = (message) => {
    if (isCancelled(message)) settle(message.params?.['requestId']);
    else if ('method' in message && 'id' in message) open.add(message.id);
  };
  const send = transport.send.bind(transport);
  transport.send = async (message) => {
    await send(message);
    if (!('method' in message)) settle(message.id);
  };
  return {
    allAnswered: () =>
      open.size === 0 ? Promise.resolve() : new Promise((resolve) => (onSettled = resolve)),
  };
}

/** What is given up is never answered. */
const isCancelled = (message: JSONRPCMessage): message is JSONRPCNotification =>
  'method' in message && message.method === 'notifications/cancelled';
