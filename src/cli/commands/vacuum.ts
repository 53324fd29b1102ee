import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderVacuum } from '#src/cli/render/doctor';
import { inSession } from '#src/cli/session';

export const vacuumCommand = (io: Io): Command =>
  withExamples(
    new Command('vacuum')
      .summary('give the room of what was deleted back')
      .description(
        'Writes the database file anew without the room that deleted records and dropped vectors have left, and ' +
          'merges the log into it. A service on the file goes on answering; what is written meanwhile waits. ' +
          'It takes free disk space of twice the file for a while, and refuses when there is less.',
      ),
    'workspace vacuum',
    'workspace vacuum --json',
  ).action(
    inSession<[], object>(io, async (session) => {
      const report = await session.client.vacuum();
      session.answer(report, () => renderVacuum(report));
    }),
  );
