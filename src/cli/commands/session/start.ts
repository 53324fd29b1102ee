import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderStarted } from '#src/cli/render/session';
import { inSession } from '#src/cli/session';
import { assistantOption, userOption, whoOf, type WhoOptions } from '#src/cli/who';

interface Options extends WhoOptions {
  readonly context?: string;
  readonly endPrevious?: boolean;
}

export const startCommand = (io: Io): Command =>
  withExamples(
    new Command('start')
      .summary('start a session')
      .description('Starts a session, and shows the notes that the last one ended with.')
      .addOption(userOption())
      .addOption(assistantOption())
      .option('--context <id>', 'the work context that it is about')
      .option('--end-previous', 'end the session in progress, if there is one'),
    'workspace session start',
    'workspace session start --ai-assistant claude --context CTX-01JD8Z3K',
  ).action(
    inSession<[], Options>(io, async (session, _, { context, endPrevious, ...who }) => {
      const started = await session.client.startSession({
        ...whoOf(io, who),
        context_id: context,
        end_previous: endPrevious,
      });
      session.answer(started, () => renderStarted(started, session));
    }),
  );
