import { Server } from '@modelcontextprotocol/sdk/server/index.js';
import {
  CallToolRequestSchema,
  CompleteRequestSchema,
  ErrorCode,
  GetPromptRequestSchema,
  ListPromptsRequestSchema,
  ListResourcesRequestSchema,
  ListResourceTemplatesRequestSchema,
  ListToolsRequestSchema,
  McpError,
  ReadResourceRequestSchema,
} from '@modelcontextprotocol/sdk/types.js';

import type { Client } from '#src/client';
import { WorkspaceError } from '#src/errors';
import type { Who } from '#src/operations/session-types';

import type { ToolResult } from './failure.ts';

export interface McpOptions {
  readonly version: string;
  /** Serves only what reads. Default false. */
  readonly readOnly?: boolean;
  /** Called when something needs the service, with the name that the agent's program gives itself. */
  asker(agent: string | undefined): Asker | Promise<Asker>;
}

/** Who asks: the service as they may use it, and in whose name notes are kept. */
export interface Asker {
  readonly client: Client;
  readonly who: Who;
}

const INSTRUCTIONS =
  'The memory of this workspace: architecture decisions, documents, issues, tasks and sessions of its repositories. ' +
  'Before you decide or build something, ask similar_decisions or search whether it was decided or tried before; ' +
  'a decision that no longer holds names the one that does. Cite records by kind and id.';

/** The tools, resources and prompts are loaded when they are first asked for, so that the start waits for none of them. */
const loadDoor = () => import('./door.ts');

/** What answers an agent's program, before a transport is connected to it. */
export function createMcpServer(options: McpOptions): Server {
  const server = new Server(
    { name: 'workspace-memory', title: 'Workspace memory', version: options.version },
    {
      capabilities: { tools: {}, resources: {}, prompts: {}, completions: {} },
      instructions: INSTRUCTIONS,
      jsonSchemaValidator: NO_VALIDATOR,
    },
  );
  addTools(server, options);
  addResources(server, options);
  addPrompts(server, options);
  return server;
}

/** What agents answer to questions of ours is checked by schemas; we ask none, and a checker takes time to make. */
const NO_VALIDATOR = {
  getValidator: (): never => {
    throw new Error('This server asks its clients nothing.');
  },
};

const agentOf = (server: Server): string | undefined => server.getClientVersion()?.name;

function addTools(server: Server, options: McpOptions): void {
  const { readOnly = false } = options;
  server.setRequestHandler(ListToolsRequestSchema, async () => {
    const { toolsFor } = await loadDoor();
    return { tools: toolsFor({ readOnly }).map((tool) => ({ ...tool.describe() })) };
  });
  server.setRequestHandler(CallToolRequestSchema, async ({ params }): Promise<ToolResult> => {
    const { callTool } = await loadDoor();
    const asker = async (): Promise<Asker> => options.asker(agentOf(server));
    return callTool(params, { readOnly, asker });
  });
}

function addResources(server: Server, options: McpOptions): void {
  const client = async (): Promise<Client> => (await options.asker(agentOf(server))).client;
  server.setRequestHandler(ListResourceTemplatesRequestSchema, async () => ({
    resourceTemplates: (await loadDoor()).TEMPLATES.map((each) => ({ ...each })),
  }));
  server.setRequestHandler(ListResourcesRequestSchema, () =>
    inProtocol(async () => ({
      resources: await (await loadDoor()).listResources(await client()),
    })),
  );
  server.setRequestHandler(ReadResourceRequestSchema, ({ params }) =>
    inProtocol(async () => ({
      contents: [{ ...(await (await loadDoor()).readResource(await client(), params.uri)) }],
    })),
  );
  server.setRequestHandler(CompleteRequestSchema, ({ params: { ref, argument, context } }) =>
    inProtocol(async () => {
      if (ref.type !== 'ref/resource') return { completion: { values: [] } };
      const { completeResource } = await loadDoor();
      const { name, value } = argument;
      const kind = context?.arguments?.['kind'];
      const values = await completeResource(await client(), { argument: name, value, kind });
      return { completion: { values } };
    }),
  );
}

function addPrompts(server: Server, { readOnly = false }: McpOptions): void {
  server.setRequestHandler(ListPromptsRequestSchema, async () => ({
    prompts: (await loadDoor()).PROMPTS.map((each) => ({
      ...each,
      arguments: each.arguments.map((argument) => ({ ...argument })),
    })),
  }));
  server.setRequestHandler(GetPromptRequestSchema, ({ params: { name, arguments: given = {} } }) =>
    inProtocol(async () => {
      const text = (await loadDoor()).promptText(name, given, { readOnly });
      return { messages: [{ role: 'user', content: { type: 'text', text } }] };
    }),
  );
}

/** Codes that say that what was asked for is not there, or was asked wrongly. */
const CALLERS: ReadonlySet<string> = new Set(['not_found', 'unknown_kind', 'invalid_query']);
const NO_RESOURCE = -32002;

/** Only tools answer with what went wrong; of the rest the protocol does. */
async function inProtocol<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const { failureText } = await loadDoor();
    throw new McpError(codeOf(error), failureText(error));
  }
}

function codeOf({ code }: WorkspaceError): number {
  if (code === 'not_found') return NO_RESOURCE;
  return CALLERS.has(code) ? ErrorCode.InvalidParams : ErrorCode.InternalError;
}
