import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { changeModel, type ChangeOptions } from '#src/cli/model-change';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';

export const useCommand = (io: Io): Command =>
  withExamples(
    new Command('use')
      .summary('change to another embedding model')
      .description(
        'Embeds everything anew with another model, in the background of a running server, or here ' +
          'when none is running. Until that is complete the present model answers. Broken off, it goes ' +
          'on where it was.',
      )
      .argument('<model>', 'its name, as `workspace model list` shows it')
      .option('--prune', 'forget the vectors of all other models when this one answers')
      .option('--wait', 'wait until it answers, also while a server builds')
      .option('--no-wait', 'only leave the wish; the next server builds'),
    'workspace model use all-MiniLM-L6-v2 --wait',
    'workspace model use workspace-static-en-v1 --prune',
  ).action(
    inSession<[model: string], ChangeOptions>(io, (session, [model], options) =>
      changeModel(session, model, options),
    ),
  );
