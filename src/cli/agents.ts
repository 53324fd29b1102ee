import { existsSync } from 'node:fs';

import { WorkspaceError } from '#src/errors';
import type { Asker } from '#src/mcp/server';

import { connect, databaseOf, type Connection, type GlobalOptions } from './connection.ts';
import type { Io } from './io.ts';
import { userOf } from './who.ts';

export interface AgentOptions extends GlobalOptions {
  readonly readOnly?: boolean;
}

/**
 * Answers an agent's program over standard input and output until it closes them. The file is opened
 * when the first tool is called: most programs start all their servers at once, and use few of them.
 * Codes: those of `connect`, for a file that is not there; invalid_config, without pipes.
 */
export async function serveAgent(options: AgentOptions, io: Io, version: string): Promise<void> {
  const pipes = io.pipes?.();
  if (!pipes) throw new WorkspaceError('invalid_config', 'There are no pipes to an agent here.');
  const service = lateService(options, io);
  await service.check();
  const { serveStdio } = await import('#src/mcp/stdio');
  try {
    await serveStdio({
      ...{ pipes, version, readOnly: options.readOnly === true },
      asker: service.asker,
      untilStopped: io.untilStopped,
    });
  } finally {
    await service.close();
  }
}

interface LateService {
  /** Fails where `asker` would, for what can be known without opening anything. */
  check(): Promise<void>;
  asker(agent: string | undefined): Promise<Asker>;
  close(): Promise<void>;
}

function lateService(options: AgentOptions, io: Io): LateService {
  let opening: Promise<Connection> | undefined;
  const open = async (agent: string | undefined): Promise<Connection> => {
    const connection = await connect(options, asAgent(io, agent), 'existing');
    if (!options.readOnly) connection.local?.indexer.start();
    return connection;
  };
  return {
    check: async () => {
      const isElsewhere = options.url !== undefined || (!options.db && io.env['WORKSPACE_URL']);
      if (isElsewhere || existsSync(await databaseOf(io, options.db))) return;
      await (await open(undefined)).close();
    },
    asker: async (agent) => {
      opening ??= open(agent);
      // What could not be opened may be there at the next call.
      opening.catch(() => (opening = undefined));
      const { client } = await opening;
      return { client, who: whoIs(io, agent) };
    },
    close: async () => (await opening?.catch(() => undefined))?.close(),
  };
}

/** The history names the agent as it names itself, unless whoever set it up says otherwise. */
const asAgent = (io: Io, agent: string | undefined): Io => ({
  ...io,
  env: { ...io.env, WORKSPACE_AGENT: io.env['WORKSPACE_AGENT'] || agent },
});

const whoIs = (io: Io, agent = 'agent'): Asker['who'] => ({
  user: userOf(io),
  ai_assistant: io.env['WORKSPACE_AGENT'] || agent,
});
