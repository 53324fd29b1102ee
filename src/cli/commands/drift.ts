import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { listCommand } from './drift/list.ts';
import { recordCommand } from './drift/record.ts';
import { showCommand } from './drift/show.ts';

export const driftCommand = (io: Io): Command =>
  new Command('drift')
    .summary('record drift scans and look at them')
    .description('Drift scans: what a hook or a CI job found elsewhere than it should be.')
    .addCommand(recordCommand(io))
    .addCommand(listCommand(io))
    .addCommand(showCommand(io));
