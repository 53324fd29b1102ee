import { Command } from 'commander';

import type { GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { openWorkbench } from '#src/cli/models';
import { withExamples } from '#src/cli/options';
import { progressFor } from '#src/cli/progress';

export const pullCommand = (io: Io): Command =>
  withExamples(
    new Command('pull')
      .summary('download a model, or go on with it')
      .description(
        'Downloads a model of the catalog into the models folder, at the revision that the catalog pins. It goes on where it was interrupted, ' +
          'checks SHA-256, and tries the model out before it appears. Honours EMBEDDING_HUB, HTTPS_PROXY, HTTP_PROXY and NO_PROXY.',
      )
      .argument('<name>', 'name of a model: gte-small'),
    'workspace model pull gte-small',
    'EMBEDDING_HUB=https://models.example.com workspace model pull gte-small --json',
  ).action((name: string, _: object, command: Command) =>
    pull(name, command.optsWithGlobals<GlobalOptions>(), io),
  );

async function pull(name: string, globals: GlobalOptions, io: Io): Promise<void> {
  const { tools, asJson, answer } = await openWorkbench(io, globals);
  const progress = await progressFor(io, asJson, 'bytes');
  const pulled = await tools
    .pull(name, (file, done, total) => progress.update(file, done, total))
    .finally(() => progress.end());
  const { id, folder, isNew } = pulled;
  answer({ id, folder, new: isNew }, () =>
    isNew ? `${id} is here now, in ${folder}.` : `${id} is here already, in ${folder}.`,
  );
}
