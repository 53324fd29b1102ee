import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { changesCommand } from './config/changes.ts';
import { diffCommand } from './config/diff.ts';
import { snapshotCommand } from './config/snapshot.ts';

export const configCommand = (io: Io): Command =>
  new Command('config')
    .summary('keep configurations and what changed in them')
    .description('Configurations of the workspace as they were, and what changed between them.')
    .addCommand(snapshotCommand(io))
    .addCommand(diffCommand(io))
    .addCommand(changesCommand(io));
