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
          'Documents whose files are gone are removed; an unreadable folder removes nothing.',
      )
      .argument('<folder...>', 'folders to read')
      .option('--repo <name>', 'name of the repository (default: from git, or the folder)')
      .option('--prune', 'forget vanished documents even when no stored one is found again')
      .option('--no-wait', 'do not wait until all is embedded'),
    'workspace index docs/decisions',
    'workspace index ../meridian-core/docs --repo meridian-core --json',
  ).action(
    inSession<[folders: readonly string[]], Options>(io, async (session, [folders], options) => {
      const { indexFolders } = await import('#src/cli/indexing');
      await indexFolders(session, { folders, ...options });
    }),
  );
