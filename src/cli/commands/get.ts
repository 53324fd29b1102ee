import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderRecord } from '#src/cli/render/records';
import { inSession } from '#src/cli/session';

export const getCommand = (io: Io): Command =>
  withExamples(
    new Command('get')
      .summary('show records')
      .description('Shows records whole. With --json: one record, or an array for several ids.')
      .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
      .argument('<id...>', 'one id or several'),
    'workspace get decision DEC-001',
    'workspace get task WS-TASK-001 WS-TASK-002 --json',
  ).action(
    inSession<[kind: string, ids: readonly string[]], object>(io, async (session, [kind, ids]) => {
      const found = await Promise.all(ids.map((id) => session.client.get({ kind, id })));
      session.answer(found.length === 1 ? found[0] : found, () =>
        found.map((record) => renderRecord(record, session)).join('\n\n'),
      );
    }),
  );
