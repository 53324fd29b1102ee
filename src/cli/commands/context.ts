import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { currentCommand } from './context/current.ts';
import { listCommand } from './context/list.ts';
import { switchCommand } from './context/switch.ts';

export const contextCommand = (io: Io): Command =>
  new Command('context')
    .summary('switch between work contexts')
    .description('Work contexts: what someone works on, across sessions.')
    .addCommand(switchCommand(io))
    .addCommand(currentCommand(io))
    .addCommand(listCommand(io));
