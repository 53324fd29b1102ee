import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderCurrent } from '#src/cli/render/session';
import { inSession } from '#src/cli/session';
import { assistantOption, userOption, whoOf, type WhoOptions } from '#src/cli/who';

export const currentCommand = (io: Io): Command =>
  withExamples(
    new Command('current')
      .summary('show the session in progress')
      .description('Shows the session in progress, and the notes that the last one ended with.')
      .addOption(userOption())
      .addOption(assistantOption()),
    'workspace session current',
    'workspace session current --user ada --json',
  ).action(
    inSession<[], WhoOptions>(io, async (session, _, who) => {
      const current = await session.client.currentSession(whoOf(io, who));
      session.answer(current, () => renderCurrent(current, session));
    }),
  );
