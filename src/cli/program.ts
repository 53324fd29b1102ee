import { addCommand } from './commands/add.ts';
import { adrCommand } from './commands/adr.ts';
import { backupCommand } from './commands/backup.ts';
import { chainCommand } from './commands/chain.ts';
import { changesCommand } from './commands/changes.ts';
import { checkCommand } from './commands/check.ts';
import { configCommand } from './commands/config.ts';
import { consolidateCommand } from './commands/consolidate.ts';
import { contextCommand } from './commands/context.ts';
import { deleteCommand } from './commands/delete.ts';
import { demoCommand } from './commands/demo.ts';
import { depsCommand } from './commands/deps.ts';
import { doctorCommand } from './commands/doctor.ts';
import { driftCommand } from './commands/drift.ts';
import { estimateCommand } from './commands/estimate.ts';
import { exportCommand } from './commands/export.ts';
import { getCommand } from './commands/get.ts';
import { historyCommand } from './commands/history.ts';
import { importCommand } from './commands/import.ts';
import { indexCommand } from './commands/index.ts';
import { kindsCommand } from './commands/kinds.ts';
import { linkCommand } from './commands/link.ts';
import { lintCommand } from './commands/lint.ts';
import { listCommand } from './commands/list.ts';
import { mcpCommand } from './commands/mcp.ts';
import { modelCommand } from './commands/model.ts';
import { precedentsCommand } from './commands/precedents.ts';
import { queueCommand } from './commands/queue.ts';
import { relatedCommand } from './commands/related.ts';
import { restoreCommand } from './commands/restore.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { sessionCommand } from './commands/session.ts';
import { similarCommand } from './commands/similar.ts';
import { sourcesCommand } from './commands/sources.ts';
import { statsCommand } from './commands/stats.ts';
import { statusCommand } from './commands/status.ts';
import { tagCommand } from './commands/tag.ts';
import { timelineCommand } from './commands/timeline.ts';
import { updateCommand } from './commands/update.ts';
import { vacuumCommand } from './commands/vacuum.ts';
import type { Io } from './io.ts';
import { runProgram, type CommandGroups } from './root.ts';

const COMMANDS: CommandGroups = {
  'Find:': [
    searchCommand,
    similarCommand,
    precedentsCommand,
    relatedCommand,
    depsCommand,
    chainCommand,
  ],
  'Keep:': [
    indexCommand,
    sourcesCommand,
    listCommand,
    getCommand,
    addCommand,
    updateCommand,
    deleteCommand,
    tagCommand,
    linkCommand,
    adrCommand,
  ],
  'Work:': [sessionCommand, contextCommand, queueCommand, driftCommand, configCommand],
  'Look back and ahead:': [
    changesCommand,
    historyCommand,
    timelineCommand,
    statsCommand,
    estimateCommand,
    lintCommand,
    checkCommand,
  ],
  'In and out:': [exportCommand, importCommand, consolidateCommand],
  'The service:': [
    statusCommand,
    doctorCommand,
    vacuumCommand,
    backupCommand,
    restoreCommand,
    modelCommand,
    kindsCommand,
    serveCommand,
    mcpCommand,
    demoCommand,
  ],
};

/** Runs one command and answers its exit code. Never throws. `args` are without node and script. */
export const runCommand = (args: readonly string[], io: Io): Promise<number> =>
  runProgram(args, io, COMMANDS);
