import { Command } from 'commander';

import { serveAgent, type AgentOptions } from '#src/cli/agents';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { packageRoot, packageVersion } from '#src/package-root';

export const mcpCommand = (io: Io): Command =>
  withExamples(
    new Command('mcp')
      .summary('serve AI agents over standard input and output (MCP)')
      .description(
        'Serves AI agents by the Model Context Protocol over standard input and output, until the ' +
          "agent's program closes them. A running server does the same at /mcp. " +
          'docs/agents.md says how to add it to the usual programs.',
      )
      .option('--read-only', 'serve only what reads: nothing can be recorded'),
    'workspace mcp',
    'workspace mcp --db ~/work/data/workspace.db --read-only',
    'workspace mcp --url https://memory.example',
  ).action((_: object, command: Command) =>
    serveAgent(command.optsWithGlobals<AgentOptions>(), io, packageVersion(packageRoot())),
  );
