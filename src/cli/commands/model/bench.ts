import { Command } from 'commander';

import type { GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { openWorkbench } from '#src/cli/models';
import { withExamples } from '#src/cli/options';
import { renderBenched } from '#src/cli/render/models';

export const benchCommand = (io: Io): Command =>
  withExamples(
    new Command('bench')
      .summary('measure a model on this machine')
      .description(
        "Embeds this project's own decisions for some seconds: passages per second, and how long a question takes. Without a name: the model of a new file.",
      )
      .argument('[name]', 'name of a model that is here'),
    'workspace model bench',
    'workspace model bench gte-small --json',
  ).action(async (name: string | undefined, _: object, command: Command) => {
    const { tools, answer } = await openWorkbench(io, command.optsWithGlobals<GlobalOptions>());
    const benched = await tools.bench(name);
    answer(benched, () => renderBenched(benched));
  });
