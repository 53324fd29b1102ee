import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderCoverage } from '#src/cli/render/models';
import { inSession } from '#src/cli/session';

export const coverageCommand = (io: Io): Command =>
  withExamples(
    new Command('coverage')
      .summary('say how much of the text can be found by meaning')
      .description(
        'Compares the text that is stored with the passages that have vectors. What waits or failed is missing; nothing else ever is, however long a text.',
      ),
    'workspace model coverage',
  ).action(
    inSession<[], object>(io, async (session) => {
      const coverage = await session.client.coverage();
      session.answer(coverage, () => renderCoverage(coverage));
    }),
  );
