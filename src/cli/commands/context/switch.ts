import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import { embedNow } from '#src/cli/settle';
import { userOf, userOption } from '#src/cli/who';

interface Options {
  readonly session?: string;
  readonly user?: string;
  readonly reason?: string;
}

export const switchCommand = (io: Io): Command =>
  withExamples(
    new Command('switch')
      .summary('go to another context')
      .description(
        'Goes to another context: pauses the one that is left, tells the session, keeps the history.',
      )
      .argument('<id>', 'the context to go to')
      .option('--reason <text>', 'why')
      .option('--session <id>', "whose context changes (default: the user's session in progress)")
      .addOption(userOption()),
    'workspace context switch CTX-01JD8Z3K --reason "Waiting for a review"',
  ).action(
    inSession<[id: string], Options>(io, async (session, [id], options) => {
      const switched = await session.client.switchContext(id, {
        session_id: options.session,
        user: userOf(io, options.user),
        reason: options.reason,
      });
      await embedNow(session);
      const { from, context } = switched;
      session.answer(switched, () =>
        switched.switched === null
          ? `${context.id} is the context already`
          : `switched to ${context.id}${from === null ? '' : ` from ${from}`}`,
      );
    }),
  );
