import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js';

import { createClient } from '#src/client';
import type { FetchLike } from '#src/client/transport';

import { createMcpServer, type Asker } from './server.ts';

export interface McpHandlerOptions {
  readonly version: string;
  /** Serves only what reads. Default false. */
  readonly readOnly?: boolean;
  /** Largest request, in bytes; default 4 MiB. */
  readonly bodyLimit?: number;
}

/** Answers a request to `/mcp`. `ask` is the service's own API, as the same caller may use it. */
export type McpHandler = (request: Request, ask: FetchLike) => Promise<Response>;

/**
 * Every request is answered on its own, by a server that is gone afterwards: nothing that an agent
 * asks needs what it asked before, so that there is no session to lose with a restart, to count, or
 * to guess. An answer is one JSON text, for no tool has anything to tell on the way.
 */
export function createMcpHandler({ bodyLimit, ...options }: McpHandlerOptions): McpHandler {
  return async (request, ask) => {
    const server = createMcpServer({ ...options, asker: () => askerOf(request, ask) });
    const transport = new WebStandardStreamableHTTPServerTransport({
      enableJsonResponse: true,
      ...(bodyLimit !== undefined && { maxRequestBodySize: bodyLimit }),
    });
    try {
      await server.connect(transport);
      return await transport.handleRequest(request);
    } finally {
      await server.close();
    }
  };
}

/** Without a session nobody remembers how the agent's program called itself: it may say so in a header. */
function askerOf({ headers }: Request, fetch: FetchLike): Asker {
  const token = /^Bearer +(\S+) *$/i.exec(headers.get('Authorization') ?? '')?.[1];
  const agent = headers.get('X-Workspace-Agent')?.trim();
  const user = headers.get('X-Workspace-User')?.trim();
  const client = createClient({
    fetch,
    ...(token !== undefined && { token }),
    ...(agent && { agent }),
    ...(user && { user }),
  });
  return { client, who: { ...(user && { user }), ai_assistant: agent || 'agent' } };
}
