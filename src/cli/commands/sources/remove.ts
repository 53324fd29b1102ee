import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';

interface Options {
  readonly prune?: boolean;
}

export const removeCommand = (io: Io): Command =>
  withExamples(
    new Command('remove')
      .description('forget a folder; its documents stay, unless --prune removes them')
      .argument('<folder>', 'its path, or its id (SRC-…) for one of another machine')
      .option('--prune', 'remove its documents, but for those that another source holds'),
    'workspace sources remove ../meridian-core/docs',
    'workspace sources remove SRC-0f3a5b1c2d4e --prune',
  ).action(
    inSession<[folder: string], Options>(io, async (session, [folder], { prune }) => {
      const [{ sourceCalled }, { renderForgotten }] = await Promise.all([
        import('#src/cli/sources'),
        import('#src/cli/render/sources'),
      ]);
      const { id } = await sourceCalled(session, folder);
      const forgotten = await session.client.forgetSource(id, prune ? 'remove' : 'keep');
      session.answer(forgotten, () => renderForgotten(forgotten));
    }),
  );
