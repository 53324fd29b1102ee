import { Command } from 'commander';

import type { GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderBackup, renderBackups } from '#src/cli/render/backup';
import { inSession } from '#src/cli/session';
import { WorkspaceError } from '#src/errors';

interface Options extends GlobalOptions {
  readonly keep?: string;
  readonly list?: true;
}

export const backupCommand = (io: Io): Command =>
  withExamples(
    new Command('backup')
      .summary('copy the database while it is in use, and prove the copy')
      .description(
        'Copies the database as it is at one moment, while others read and write it, and opens the copy: SQLite ' +
          'checks its pages and references, every row of every table is compared with that moment, and a word and a ' +
          'vector are looked for in it. Only then it gets its name, and older backups of this database are removed. ' +
          'With --url the service does it, in the folder of its own settings.',
      )
      .argument('[folder]', 'where to (default: BACKUP_DIR, or backups beside the database)')
      .option('--keep <number>', 'how many to keep (default: BACKUP_KEEP, or 7)')
      .option('--list', 'only show the backups that there are'),
    'workspace backup',
    'workspace backup /mnt/backups --keep 30',
    'workspace backup --list',
    'workspace backup --url http://127.0.0.1:8787 --json',
  ).action(async (...given: unknown[]) => {
    const command = given.at(-1) as Command;
    const [directory] = command.processedArgs as [string | undefined];
    const { keep, url, db, list } = command.optsWithGlobals<Options>();
    const isRemote = url ?? (db === undefined ? io.env['WORKSPACE_URL'] : undefined);
    if (isRemote && (directory !== undefined || keep !== undefined)) throw notHere(isRemote);
    const settings = {
      ...(directory !== undefined && { BACKUP_DIR: directory }),
      ...(keep !== undefined && { BACKUP_KEEP: keep }),
    };
    const own: Io = { ...io, env: { ...io.env, ...settings } };
    await inSession<[string | undefined], Options>(own, async (session) => {
      const { client, style } = session;
      if (list) {
        const found = await client.backups();
        return session.answer(found, () => renderBackups(found, style));
      }
      const report = await client.backup();
      session.answer(report, () => renderBackup(report, style));
    })(...given);
  });

const notHere = (url: string): WorkspaceError =>
  new WorkspaceError(
    'invalid_query',
    `A folder and --keep are settings of the service at ${url}.`,
    {
      next: 'Leave them out, or give --db to copy a file of this machine.',
    },
  );
