import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';

interface Options {
  readonly repo?: string;
  readonly wait: boolean;
  readonly prune?: boolean;
}

export const indexCommand = (io: Io): Command =>
  withExamples(
    new Command('index')
      .summary('read folders of documents and keep them in step')
      .description(
        'Reads ADRs, notes, roadmaps and diagrams from folders into documents, and embeds what changed. ' +
          'Documents whose files are gone are removed, but never those of another folder that goes by ' +
          'the same name; an unreadable or empty folder removes nothing.',
      )
      .argument('<folder...>', 'folders to read')
      .option('--repo <name>', 'name of the repository (default: from git, or the folder)')
      .option(
        '--prune',
        'forget all documents of the repository that are not found, those of other folders too',
      )
      .option('--no-wait', 'do not wait until all is embedded'),
    'workspace index docs/decisions',
    'workspace index ../meridian-core/docs --repo meridian-core --json',
  ).action(async (folders: readonly string[], ...given: unknown[]) => {
    // Before the session: a mistyped folder must not leave a new database behind.
    const { realFolder } = await import('#indexer/sources/folder');
    await Promise.all(folders.map(realFolder));
    await indexing(io)(folders, ...given);
  });

const indexing = (io: Io) =>
  inSession<[folders: readonly string[]], Options>(io, async (session, [folders], options) => {
    const [{ indexFolders }, { failWith }] = await Promise.all([
      import('#src/cli/indexing'),
      import('#src/cli/index-faults'),
    ]);
    const { faults } = await indexFolders(session, { folders, ...options });
    failWith(faults, session);
  });
