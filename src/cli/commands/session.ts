import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { currentCommand } from './session/current.ts';
import { endCommand } from './session/end.ts';
import { logCommand } from './session/log.ts';
import { startCommand } from './session/start.ts';

export const sessionCommand = (io: Io): Command =>
  new Command('session')
    .summary('start, end and log a session of work')
    .description(
      'Sessions of work: each person or agent has one in progress, and leaves notes for the next.',
    )
    .addCommand(startCommand(io))
    .addCommand(currentCommand(io))
    .addCommand(logCommand(io))
    .addCommand(endCommand(io));
