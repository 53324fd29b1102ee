import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderModels } from '#src/cli/render/models';
import { inSession } from '#src/cli/session';

export const listCommand = (io: Io): Command =>
  withExamples(
    new Command('list')
      .summary('list the models that can be chosen')
      .description(
        'Lists the models that are known or were imported: dimensions, languages, size, whether they are here, and which of them the file uses.',
      ),
    'workspace model list',
  ).action(
    inSession<[], object>(io, async (session) => {
      const items = await session.client.models();
      session.answer({ items }, () => renderModels(items, session));
    }),
  );
