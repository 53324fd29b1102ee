import { Command } from 'commander';

import { configOf, type GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { serve } from '#src/cli/serving';
import { WorkspaceError } from '#src/errors';

interface Options extends GlobalOptions {
  readonly port?: string;
  readonly host?: string;
}

export const serveCommand = (io: Io): Command =>
  withExamples(
    new Command('serve')
      .summary('serve the HTTP API')
      .description(
        'Serves the HTTP API and keeps the index in step, until it is stopped. ' +
          'With --token every request must carry that token.',
      )
      .option('-p, --port <port>', 'port, 0 for a free one (default: PORT, or 8787)')
      .option('--host <host>', 'address to listen on (default: HOST, or 127.0.0.1)'),
    'workspace serve --port 8787',
  ).action((_: object, command: Command) => serveAsAsked(command.optsWithGlobals<Options>(), io));

async function serveAsAsked({ port, host, token, url, db }: Options, io: Io): Promise<void> {
  if (url !== undefined)
    throw new WorkspaceError('invalid_query', '--url names a service that runs already.', {
      next: 'Leave it out; --db chooses the file to serve.',
    });
  const config = await configOf(io, {
    DATABASE_URL: db,
    PORT: port,
    HOST: host,
    WORKSPACE_TOKEN: token,
  });
  await serve(config, io);
}
