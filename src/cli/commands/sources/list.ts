import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';

interface Options {
  readonly all?: boolean;
}

export const listCommand = (io: Io): Command =>
  withExamples(
    new Command('list')
      .description('list the folders of this machine, and what their last reading found')
      .option('--all', 'those of other machines, too'),
    'workspace sources list',
    'workspace sources list --all --json',
  ).action(
    inSession<[], Options>(io, async (session, _, { all }) => {
      const [{ thisHost }, { renderSources }] = await Promise.all([
        import('#src/cli/syncing'),
        import('#src/cli/render/sources'),
      ]);
      const items = await session.client.sources(all ? undefined : thisHost());
      session.answer({ items }, () => renderSources(items, session.style));
    }),
  );
