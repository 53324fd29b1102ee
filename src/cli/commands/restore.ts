import { Command } from 'commander';

import { databaseOf, restore, type GlobalOptions } from '#src/cli/connection';
import { json, line, type Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderRestored } from '#src/cli/render/backup';
import { styleFor } from '#src/cli/render/style';
import { WorkspaceError } from '#src/errors';

interface Options extends GlobalOptions {
  readonly force?: true;
}

export const restoreCommand = (io: Io): Command =>
  withExamples(
    new Command('restore')
      .summary('make the database what a backup holds')
      .description(
        'Copies the backup beside the database, looks through the copy as `workspace backup` did, brings it up to ' +
          'date when an older version has made it, and only then puts it in its place. A database that is there is ' +
          'put aside with --force, and never while a server or another command has it open.',
      )
      .argument('<file>', 'a backup, or another database of this program')
      .option(
        '--force',
        'when there is a database: keep it under another name, and take its place',
      ),
    'workspace restore data/backups/workspace-1a2b3c4d-20260721T090000000Z.backup.db --force',
    'workspace restore /mnt/backups/monday.db --db /tmp/look.db',
  ).action(async (file: string, _: object, command: Command) => {
    const { db, url, force, json: asJson } = command.optsWithGlobals<Options>();
    const service = url ?? (db === undefined ? io.env['WORKSPACE_URL'] : undefined);
    if (service) throw notElsewhere(service);
    const target = await databaseOf(io, db);
    const restored = await restore({ source: file, target, force: force === true });
    if (asJson) json(io.stdout, restored);
    else line(io.stdout, renderRestored(restored, styleFor(io, io.stdout)));
  });

const notElsewhere = (url: string): WorkspaceError =>
  new WorkspaceError(
    'invalid_query',
    `A backup is not restored into the running service at ${url}.`,
    {
      next: 'Stop it, and name its database with --db on its own machine.',
    },
  );
