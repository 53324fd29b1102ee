import { Command } from 'commander';

import { packageRoot, packageVersion } from '#src/package-root';

import { addCommand } from './commands/add.ts';
import { changesCommand } from './commands/changes.ts';
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
import { modelCommand } from './commands/model.ts';
import { queueCommand } from './commands/queue.ts';
import { relatedCommand } from './commands/related.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { sessionCommand } from './commands/session.ts';
import { similarCommand } from './commands/similar.ts';
import { sourcesCommand } from './commands/sources.ts';
import { statsCommand } from './commands/stats.ts';
import { statusCommand } from './commands/status.ts';
import { tagCommand } from './commands/tag.ts';
import { updateCommand } from './commands/update.ts';
import { vacuumCommand } from './commands/vacuum.ts';
import { EXIT_CODES, exitCodeHelp } from './exit-codes.ts';
import { reportFailure } from './failure.ts';
import type { Io } from './io.ts';

/** The commands under the headings of the help, in its order. */
const COMMANDS: Readonly<Record<string, readonly ((io: Io) => Command)[]>> = {
  'Find:': [searchCommand, similarCommand, relatedCommand, depsCommand],
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
  ],
  'Work:': [sessionCommand, contextCommand, queueCommand, driftCommand, configCommand],
  'Look back and ahead:': [
    changesCommand,
    historyCommand,
    statsCommand,
    estimateCommand,
    lintCommand,
  ],
  'In and out:': [exportCommand, importCommand, consolidateCommand],
  'The service:': [
    statusCommand,
    doctorCommand,
    vacuumCommand,
    modelCommand,
    kindsCommand,
    serveCommand,
    demoCommand,
  ],
};

/** Runs one command and answers its exit code. Never throws. `args` are without node and script. */
export async function runCommand(args: readonly string[], io: Io): Promise<number> {
  try {
    await buildProgram(io).parseAsync([...args], { from: 'user' });
    return EXIT_CODES.ok;
  } catch (error) {
    return reportFailure(error, io, args.includes('--json'));
  }
}

function buildProgram(io: Io): Command {
  const program = rootCommand(io).commandsGroup('The service:').helpCommand(true);
  for (const [heading, commands] of Object.entries(COMMANDS))
    for (const command of commands)
      program.addCommand(inheriting(command(io).helpGroup(heading), program));
  return program;
}

/** Output and help as the program has them, for a command and those below it. */
function inheriting(command: Command, parent: Command): Command {
  command.copyInheritedSettings(parent);
  // Its own help would else stand under the heading of the program's.
  if (command.commands.length > 0) command.commandsGroup('Commands:').helpCommand('help [command]');
  for (const below of command.commands) inheriting(below, command);
  return command;
}

const rootCommand = (io: Io): Command =>
  new Command('workspace')
    .description('The memory of a workspace: tasks, sessions, issues, decisions and documents.')
    .option('--db <path>', 'database file (default: DATABASE_URL or data/workspace.db)')
    .option('--url <url>', 'running service, instead of a file (default: WORKSPACE_URL)')
    .option('--token <token>', 'its token (default: WORKSPACE_TOKEN)')
    .option('--json', 'answers, steps and errors as JSON')
    .version(packageVersion(packageRoot()), '--version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .configureHelp({ showGlobalOptions: true, subcommandTerm: (command) => command.name() })
    .configureOutput({
      writeOut: (text) => io.stdout.write(text),
      writeErr: (text) => io.stderr.write(text),
      // reportFailure words errors.
      outputError: () => {},
      getOutHelpWidth: () => io.stdout.columns ?? 80,
      getErrHelpWidth: () => io.stderr.columns ?? 80,
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .exitOverride()
    .addHelpText('after', `\nExit codes:\n${exitCodeHelp()}`);
