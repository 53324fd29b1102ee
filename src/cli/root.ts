import { Command } from 'commander';

import { packageRoot, packageVersion } from '#src/package-root';

import { EXIT_CODES, exitCodeHelp } from './exit-codes.ts';
import { reportFailure } from './failure.ts';
import type { Io } from './io.ts';

/** Commands under the headings of the help, in its order. */
export type CommandGroups = Readonly<Record<string, readonly ((io: Io) => Command)[]>>;

/** Runs one of the commands and answers its exit code. Never throws. `args` are without node and script. */
export async function runProgram(
  args: readonly string[],
  io: Io,
  groups: CommandGroups,
): Promise<number> {
  try {
    await buildProgram(io, groups).parseAsync([...args], { from: 'user' });
    return EXIT_CODES.ok;
  } catch (error) {
    return reportFailure(error, io, args.includes('--json'));
  }
}

function buildProgram(io: Io, groups: CommandGroups): Command {
  const program = rootCommand(io).commandsGroup('The service:').helpCommand(true);
  for (const [heading, commands] of Object.entries(groups))
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
