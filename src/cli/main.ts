#!/usr/bin/env node
import { text } from 'node:stream/consumers';

import { withEnvFile } from '#src/env-file';

import { runCommand } from './program.ts';
import { untilStopped } from './stop-signal.ts';

// Composition root of the `workspace` command: hands the process to it, and nothing else.

// `workspace list … | head` closes the pipe early, which is no error.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });

process.exitCode = await runCommand(process.argv.slice(2), {
  env: withEnvFile(process.env, '.env'),
  stdout: process.stdout,
  stderr: process.stderr,
  readStdin: () => text(process.stdin),
  untilStopped,
});
