import { Command } from 'commander';

import { packageRoot, packageVersion } from '#src/package-root';

import { addCommand } from './commands/add.ts';
import { deleteCommand } from './commands/delete.ts';
import { demoCommand } from './commands/demo.ts';
import { getCommand } from './commands/get.ts';
import { indexCommand } from './commands/index.ts';
import { kindsCommand } from './commands/kinds.ts';
import { listCommand } from './commands/list.ts';
import { searchCommand } from './commands/search.ts';
import { serveCommand } from './commands/serve.ts';
import { similarCommand } from './commands/similar.ts';
import { statusCommand } from './commands/status.ts';
import { updateCommand } from './commands/update.ts';
import { EXIT_CODES, exitCodeHelp } from './exit-codes.ts';
import { reportFailure } from './failure.ts';
import type { Io } from './io.ts';

/** The commands, in the order of the help. */
const COMMANDS: readonly ((io: Io) => Command)[] = [
  searchCommand,
  similarCommand,
  indexCommand,
  listCommand,
  getCommand,
  addCommand,
  updateCommand,
  deleteCommand,
  kindsCommand,
  statusCommand,
  serveCommand,
  demoCommand,
];

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
  const program = rootCommand(io);
  for (const command of COMMANDS) program.addCommand(command(io).copyInheritedSettings(program));
  return program;
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
