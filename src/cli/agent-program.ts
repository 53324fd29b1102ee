import { mcpCommand } from './commands/mcp.ts';
import type { Io } from './io.ts';
import { runProgram } from './root.ts';

/**
 * Runs `workspace mcp` without loading the other commands: an agent's program waits for all of its
 * servers before it takes the first question, and their modules are a third of the start.
 */
export const runAgentCommand = (args: readonly string[], io: Io): Promise<number> =>
  runProgram(args, io, { 'The service:': [mcpCommand] });
