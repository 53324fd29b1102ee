import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { addCommand } from './sources/add.ts';
import { listCommand } from './sources/list.ts';
import { removeCommand } from './sources/remove.ts';

export const sourcesCommand = (io: Io): Command =>
  new Command('sources')
    .summary('folders that documents come from')
    .description(
      'Folders that documents come from, and the repository that each belongs to. `workspace index` ' +
        'remembers the folders that it is given; without any it reads all of this machine.',
    )
    .addCommand(listCommand(io))
    .addCommand(addCommand(io))
    .addCommand(removeCommand(io));
