import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import type { GlobalOptions } from '#src/cli/connection';

interface Options extends GlobalOptions {
  readonly port?: string;
  readonly serve: boolean;
}

export const demoCommand = (io: Io): Command =>
  withExamples(
    new Command('demo')
      .summary('try it with a sample workspace')
      .description(
        'Loads a sample workspace and the ADRs of this project into data/demo.db (or --db), asks ' +
          'three questions, and serves the answers. Running it again changes nothing.',
      )
      .option('-p, --port <port>', 'port to serve on (default: 8787)')
      .option('--no-serve', 'stop after the questions'),
    'workspace demo',
  ).action(async (_: object, command: Command) => {
    const { runDemo } = await import('#src/cli/demo/demo');
    await runDemo(command.optsWithGlobals<Options>(), io);
  });
