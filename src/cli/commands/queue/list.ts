import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { limitOption, withExamples } from '#src/cli/options';
import { renderQueue } from '#src/cli/render/queue';
import { inSession } from '#src/cli/session';

export const listCommand = (io: Io): Command =>
  withExamples(
    new Command('list')
      .summary('show what is claimed, and what comes next')
      .description(
        'Shows the tasks in progress, then the pending ones in the order in which they are claimed, ' +
          'with the dependencies that keep them.',
      )
      .addOption(limitOption(50)),
    'workspace queue list',
  ).action(
    inSession<[], { readonly limit?: number }>(io, async (session, _, { limit }) => {
      const queue = await session.client.taskQueue(limit);
      session.answer(queue, () =>
        renderQueue(queue, { style: session.style, width: tableWidth(io) }),
      );
    }),
  );
