import { Command } from 'commander';

import type { Io } from '#src/cli/io';

import { addCommand } from './queue/add.ts';
import { claimCommand } from './queue/claim.ts';
import { listCommand } from './queue/list.ts';
import { reclaimCommand } from './queue/reclaim.ts';
import { completeCommand, failCommand, releaseCommand } from './queue/settle.ts';

export const queueCommand = (io: Io): Command =>
  new Command('queue')
    .summary("work with the orchestrator's task queue")
    .description("The orchestrator's task queue (the kind tasks): no two agents get the same task.")
    .addCommand(listCommand(io))
    .addCommand(addCommand(io))
    .addCommand(claimCommand(io))
    .addCommand(completeCommand(io))
    .addCommand(failCommand(io))
    .addCommand(releaseCommand(io))
    .addCommand(reclaimCommand(io));
