import { Command, Option } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import type { FolderChoice } from '#src/cli/sources';

interface Options extends Omit<FolderChoice, 'folders'> {
  readonly wait: boolean;
  readonly prune?: boolean;
  readonly remember: boolean;
  readonly watch?: boolean;
  readonly retry?: true;
}

export const indexCommand = (io: Io): Command =>
  withExamples(
    new Command('index')
      .summary('read folders of documents and keep them in step')
      .description(
        'Reads ADRs, notes, roadmaps and diagrams from folders into documents, and embeds what changed. ' +
          'Documents whose files are gone are removed, but never those of another folder that goes by ' +
          'the same name; an unreadable or empty folder removes nothing. Folders are remembered ' +
          '(`workspace sources list`): without any, all of this machine are read.',
      )
      .argument('[folder...]', 'folders to read (default: all that are remembered)')
      .addOption(
        new Option(
          '--retry',
          'embed again at once what failed: all of it, or the one of `--retry <kind> <id>`',
        ).conflicts(['repo', 'watch', 'prune', 'trustService']),
      )
      .option('--repo <name>', 'name of the repository (default: from git, or the folder)')
      .option('--watch', 'go on, and read what changes, until it is stopped')
      .option(
        '--prune',
        'forget all documents of the repository that are not found, those of other folders too',
      )
      .option('--no-wait', 'do not wait until all is embedded')
      .option('--no-remember', 'do not take the folders down as sources')
      .option(
        '--trust-service',
        'with --url and without folders: read those that the service says this machine has',
      ),
    'workspace index docs/decisions',
    'workspace index ../meridian-core/docs --repo meridian-core --json',
    'workspace index --watch',
    'workspace index --retry',
    'workspace index --retry doc DOC-7',
  ).action(async (folders: readonly string[], ...given: unknown[]) => {
    if ((given[0] as Options).retry) return retrying(io)(folders, ...given);
    // Before the session: a mistyped folder must not leave a new database behind.
    const { realFolder } = await import('#indexer/sources/folder');
    await Promise.all(folders.map(realFolder));
    await indexing(io, folders)(folders, ...given);
  });

/** `--retry` alone, or with the kind and the id of one record. */
const retrying = (io: Io) =>
  inSession<[named: readonly string[]], Options>(
    io,
    async (session, [named], { wait }) => {
      const { retryFailed } = await import('#src/cli/retrying');
      await retryFailed(session, { named, wait });
    },
    'existing',
  );

/** Without folders there is something to be known already. */
const indexing = (io: Io, given: readonly string[]) =>
  inSession<[folders: readonly string[]], Options>(
    io,
    async (session, [folders], { repo, trustService, watch, ...options }) => {
      const [{ indexFolders }, { failWith }, { chosenFolders }, { createReadingMemory }] =
        await Promise.all([
          import('#src/cli/indexing'),
          import('#src/cli/index-faults'),
          import('#src/cli/sources'),
          import('#indexer/sources/memory'),
        ]);
      const wanted = await chosenFolders(session, {
        folders,
        ...(repo !== undefined && { repo }),
        ...(trustService && { trustService }),
      });
      const memory = createReadingMemory();
      const tolerant = folders.length === 0;
      const { faults } = await indexFolders(session, {
        ...{ ...options, folders: wanted, memory, tolerant },
      });
      if (!watch) return failWith(faults, session);
      const [{ watchUntilStopped }, { reportFailure }] = await Promise.all([
        import('#src/cli/watch-command'),
        import('#src/cli/failure'),
      ]);
      for (const fault of faults) reportFailure(fault, session.io, session.asJson);
      await watchUntilStopped(session, { folders: wanted, memory, remember: options.remember });
    },
    given.length > 0 ? 'write' : 'existing',
  );
