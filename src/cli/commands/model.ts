import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { benchCommand } from './model/bench.ts';
import { cancelCommand } from './model/cancel.ts';
import { coverageCommand } from './model/coverage.ts';
import { importCommand } from './model/import.ts';
import { listCommand } from './model/list.ts';
import { pruneCommand } from './model/prune.ts';
import { pullCommand } from './model/pull.ts';
import { rollbackCommand } from './model/rollback.ts';
import { spacesCommand } from './model/spaces.ts';
import { useCommand } from './model/use.ts';
import { verifyCommand } from './model/verify.ts';

export const modelCommand = (io: Io): Command =>
  new Command('model')
    .summary('choose, fetch and check embedding models')
    .description(
      'The embedding models. A change builds the new vectors beside the old ones, which answer until ' +
        'the new ones are complete; then these answer, and the old ones can be returned to.',
    )
    .addCommand(listCommand(io))
    .addCommand(useCommand(io))
    .addCommand(spacesCommand(io))
    .addCommand(rollbackCommand(io))
    .addCommand(cancelCommand(io))
    .addCommand(pruneCommand(io))
    .addCommand(coverageCommand(io))
    .addCommand(pullCommand(io))
    .addCommand(importCommand(io))
    .addCommand(verifyCommand(io))
    .addCommand(benchCommand(io));
