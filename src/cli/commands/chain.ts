import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { withExamples } from '#src/cli/options';
import { renderDecisionChain } from '#src/cli/render/decisions';
import { inSession } from '#src/cli/session';

export const chainCommand = (io: Io): Command =>
  withExamples(
    new Command('chain')
      .summary('show which decisions took the place of which')
      .description(
        'Shows the chain of decisions that a record is in, each below what took its place: the one at the head first.',
      )
      .argument('<kind>', 'decision, doc, or a full name')
      .argument('<id>', 'the record'),
    'workspace chain decision DEC-001',
    'workspace chain decision DEC-001 --json',
  ).action(
    inSession<[kind: string, id: string], object>(io, async (session, [kind, id]) => {
      const response = await session.client.chain({ kind, id });
      if (session.asJson) return session.answer(response, String);
      const options = { style: session.style, tableWidth: tableWidth(io) };
      session.say(
        renderDecisionChain(response, { ...options, kinds: await session.client.kinds() }),
      );
    }),
  );
