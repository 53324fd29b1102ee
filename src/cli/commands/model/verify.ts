import { Command } from 'commander';

import type { GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { openWorkbench } from '#src/cli/models';
import { withExamples } from '#src/cli/options';
import { faultsOf, renderVerified } from '#src/cli/render/models';
import { WorkspaceError } from '#src/errors';

export const verifyCommand = (io: Io): Command =>
  withExamples(
    new Command('verify')
      .summary('check the files of a model, and what it makes of a sentence')
      .description(
        'Compares the SHA-256 of every file of a model with what was recorded, and the vector of a known sentence with the one that it made when it came. ' +
          'Without a name: all models that are here. Exits with 1 when something is wrong.',
      )
      .argument('[name]', 'name of a model'),
    'workspace model verify',
    'workspace model verify gte-small',
  ).action((name: string | undefined, _: object, command: Command) =>
    verify(name, command.optsWithGlobals<GlobalOptions>(), io),
  );

/** Code: findings. */
async function verify(name: string | undefined, globals: GlobalOptions, io: Io): Promise<void> {
  const { tools, answer } = await openWorkbench(io, globals);
  const items = await tools.verify(name);
  answer({ items }, () => items.map(renderVerified).join('\n'));
  const faults = items.flatMap(faultsOf);
  if (faults.length === 0) return;
  throw new WorkspaceError('findings', faults.join(' '), {
    next: 'Bring the model again, with `workspace model pull` or `workspace model import --replace`.',
  });
}
