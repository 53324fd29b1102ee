import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderRecord } from '#src/cli/render/records';
import { inSession } from '#src/cli/session';
import { assistantOption, currentIdOf, userOption, whoOf, type WhoOptions } from '#src/cli/who';

export const currentCommand = (io: Io): Command =>
  withExamples(
    new Command('current')
      .summary('show the context of the session in progress')
      .description('Shows the context of the session in progress; null with --json without one.')
      .addOption(userOption())
      .addOption(assistantOption()),
    'workspace context current',
  ).action(
    inSession<[], WhoOptions>(io, async (session, _, who) => {
      const { client, style } = session;
      const id = await currentIdOf(session, whoOf(io, who));
      const context = (await client.get({ kind: 'workspace_sessions', id })).record.context_id;
      if (context === null) return session.answer(null, () => style.dim(`${id} is in no context.`));
      const found = await client.get({ kind: 'work_contexts', id: context });
      session.answer(found, () => renderRecord(found, session));
    }),
  );
