import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderStatus } from '#src/cli/render/status';
import { inSession } from '#src/cli/session';

export const statusCommand = (io: Io): Command =>
  withExamples(
    new Command('status')
      .summary('say what is stored and whether the index is in step')
      .description('Says what is stored, whether the index is in step, and which model embeds.'),
    'workspace status',
  ).action(
    inSession<[], object>(io, async (session) => {
      // Here the model is only loaded when something is embedded, and whether it can be is the question.
      await session.connection.local?.embedderSettled();
      const status = await session.client.status();
      const failures = status.index.failed > 0 ? await session.client.indexFailures() : [];
      session.answer(status, () => renderStatus(status, failures, session.style));
    }),
  );
