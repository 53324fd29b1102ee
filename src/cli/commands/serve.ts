import { Command } from 'commander';

import { configOf, type GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { serve } from '#src/cli/serving';
import { WorkspaceError } from '#src/errors';

interface Options extends GlobalOptions {
  readonly port?: string;
  readonly host?: string;
  readonly exportEvery?: string;
  readonly exportDir?: string;
  readonly backupEvery?: string;
  readonly backupDir?: string;
  /** True when no folder is named. */
  readonly watch?: true | readonly string[];
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
      .option('--host <host>', 'address to listen on (default: HOST, or 127.0.0.1)')
      .option(
        '--export-every <time>',
        'write the JSON export when something has changed: 30s, 15m, 1h, 1d (default: EXPORT_EVERY, or never)',
      )
      .option(
        '--export-dir <folder>',
        'where to (default: EXPORT_DIR, or exports beside the database)',
      )
      .option(
        '--backup-every <time>',
        'make a backup, prove it, and keep the newest: 1h, 6h, 1d (default: BACKUP_EVERY, or never)',
      )
      .option(
        '--backup-dir <folder>',
        'where to (default: BACKUP_DIR, or backups beside the database)',
      )
      .option(
        '--watch [folder...]',
        'keep the documents of folders in step with their files (default: all sources of this machine)',
      ),
    'workspace serve --port 8787',
    'workspace serve --watch docs/decisions ../meridian-core/docs',
    'workspace serve --export-every 1h --export-dir ../workspace-records',
    'workspace serve --backup-every 6h',
  ).action((_: object, command: Command) => serveAsAsked(command.optsWithGlobals<Options>(), io));

async function serveAsAsked(options: Options, io: Io): Promise<void> {
  const { port, host, token, url, db, exportEvery, exportDir, watch } = options;
  const { backupEvery, backupDir } = options;
  if (url !== undefined)
    throw new WorkspaceError('invalid_query', '--url names a service that runs already.', {
      next: 'Leave it out; --db chooses the file to serve.',
    });
  const config = await configOf(io, {
    DATABASE_URL: db,
    PORT: port,
    HOST: host,
    WORKSPACE_TOKEN: token,
    EXPORT_EVERY: exportEvery,
    EXPORT_DIR: exportDir,
    BACKUP_EVERY: backupEvery,
    BACKUP_DIR: backupDir,
  });
  const folders = watch === true ? [] : watch;
  const { realFolder } = await import('#indexer/sources/folder');
  await Promise.all((folders ?? []).map(realFolder));
  await serve(config, io, { env: io.env, ...(folders && { watch: folders }) });
}
