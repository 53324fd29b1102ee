import { Command } from 'commander';

import { readTextFile } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import { settled, stateNote } from '#src/cli/settle';
import { assistantOption, currentIdOf, userOption, whoOf, type WhoOptions } from '#src/cli/who';

interface Options extends WhoOptions {
  readonly notes?: string;
}

export const endCommand = (io: Io): Command =>
  withExamples(
    new Command('end')
      .summary('end a session')
      .description('Ends the session in progress, or one by its id, with notes for the next one.')
      .argument('[id]', 'the session (default: the one in progress)')
      .option('--notes <text>', 'where the work was left; - reads standard input')
      .addOption(userOption())
      .addOption(assistantOption()),
    'workspace session end --notes "The exporter works; its tests are missing."',
    'workspace session end SESSION-01JD8Z3K --notes - < notes.md',
  ).action(
    inSession<[id?: string], Options>(io, async (session, [id], { notes, ...who }) => {
      const handoff_notes = notes === '-' ? await readTextFile('-', io) : notes;
      const ending = id ?? (await currentIdOf(session, whoOf(io, who)));
      const ended = await session.client.endSession(ending, { handoff_notes });
      const [item = ended] = await settled(session, [ended]);
      session.answer(item, () => `ended ${item.id}${stateNote(item)}`);
    }),
  );
