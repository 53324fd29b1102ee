import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { numberOption, withExamples } from '#src/cli/options';
import { count } from '#src/cli/render/text';
import { inSession } from '#src/cli/session';
import { embedNow } from '#src/cli/settle';

/** Minutes that an agent may be silent. */
const PATIENCE = 60;

export const reclaimCommand = (io: Io): Command =>
  withExamples(
    new Command('reclaim')
      .summary('give the tasks of dead agents back')
      .description('Gives tasks back into the queue that are in progress and unchanged for long.')
      .addOption(
        numberOption('--older-than <minutes>', `unchanged for so long (default: ${PATIENCE})`),
      ),
    'workspace queue reclaim --older-than 30',
  ).action(
    inSession<[], { readonly olderThan?: number }>(io, async (session, _, { olderThan }) => {
      const answer = await session.client.reclaimTasks(olderThan ?? PATIENCE);
      const { reclaimed, left } = answer;
      if (reclaimed.length > 0) await embedNow(session);
      session.answer(answer, () =>
        [
          ...reclaimed.map((id) => `reclaimed ${id}`),
          ...(reclaimed.length === 0 ? [session.style.dim('Nothing to reclaim.')] : []),
          ...(left > 0 ? [session.style.dim(`${count(left, 'task')} left: run it again.`)] : []),
        ].join('\n'),
      );
    }),
  );
