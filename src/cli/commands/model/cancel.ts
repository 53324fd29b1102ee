import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderCancelled } from '#src/cli/render/spaces';
import { inSession } from '#src/cli/session';

export const cancelCommand = (io: Io): Command =>
  withExamples(
    new Command('cancel')
      .summary('give up a change of model that is under way')
      .description(
        'Gives up the vectors that are being built. The present model goes on answering.',
      ),
    'workspace model cancel',
  ).action(
    inSession<[], object>(io, async (session) => {
      const cancelled = await session.client.cancelModel();
      session.answer(cancelled, () => renderCancelled(cancelled));
    }),
  );
