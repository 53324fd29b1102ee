import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { newCommand } from './adr/new.ts';
import { writeCommand } from './adr/write.ts';

export const adrCommand = (io: Io): Command =>
  new Command('adr')
    .summary('make files for decisions')
    .description('Makes files for decisions, in the style of the folder that they go into.')
    .addCommand(newCommand(io))
    .addCommand(writeCommand(io));
