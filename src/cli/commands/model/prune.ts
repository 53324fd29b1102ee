import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderPruned } from '#src/cli/render/spaces';
import { inSession } from '#src/cli/session';

export const pruneCommand = (io: Io): Command =>
  withExamples(
    new Command('prune')
      .summary('forget the vectors of former models')
      .description(
        'Removes the vectors that are only kept to be returned to. Others read and write meanwhile.',
      ),
    'workspace model prune',
  ).action(
    inSession<[], object>(io, async (session) => {
      const pruned = await session.client.pruneSpaces();
      session.answer(pruned, () => renderPruned(pruned));
    }),
  );
