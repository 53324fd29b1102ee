#!/usr/bin/env node
import { text } from 'node:stream/consumers';

import { withEnvFile } from '#src/env-file';

import { untilStopped } from './stop-signal.ts';

// Composition root of the `workspace` command: hands the process to it, and nothing else.

// `workspace list … | head` closes the pipe early, which is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

const args = process.argv.slice(2);
const run =
  args[0] === 'mcp'
    ? (await import('#agents')).runAgentCommand
    : (await import('./program.ts')).runCommand;

process.exitCode = await run(args, {
  env: withEnvFile(process.env, '.env'),
  stdout: process.stdout,
  stderr: process.stderr,
  readStdin: () => text(process.stdin),
  pipes: () => ({ stdin: process.stdin, stdout: process.stdout }),
  untilStopped,
});
