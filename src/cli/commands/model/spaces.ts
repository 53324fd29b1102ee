import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderSpaces } from '#src/cli/render/spaces';
import { inSession } from '#src/cli/session';

export const spacesCommand = (io: Io): Command =>
  withExamples(
    new Command('spaces')
      .summary('say whose vectors the database has')
      .description(
        'Lists the spaces: the vectors of one model each. `current` answers, `building` is to take ' +
          'its place, `kept` can be returned to.',
      ),
    'workspace model spaces',
  ).action(
    inSession<[], object>(io, async (session) => {
      const spaces = await session.client.spaces();
      session.answer({ items: spaces }, () => renderSpaces(spaces, session));
    }),
  );
