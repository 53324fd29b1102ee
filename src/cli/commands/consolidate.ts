import { Command, Option } from 'commander';

import type { GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { ON_CONFLICT, type OnConflict } from '#src/transfer/consolidate/types';

interface Options extends GlobalOptions {
  readonly into?: string;
  readonly onConflict: OnConflict;
  readonly dryRun?: boolean;
  readonly wait: boolean;
}

export const consolidateCommand = (io: Io): Command =>
  withExamples(
    new Command('consolidate')
      .summary('bring older SQLite databases in')
      .description(
        'Brings the records of older SQLite databases into one. Sources are only read; a missing ' +
          'one is no fault. Tables and columns are mapped by name; what has no column is kept in ' +
          'metadata and listed. Each source comes in whole or not at all, but for rows that no ' +
          'record can be made of, which are listed. Running it again changes nothing.',
      )
      .argument('<source...>', 'older database files')
      .option(
        '--into <path>',
        'target, made when missing (default: --db, DATABASE_URL or data/workspace.db)',
      )
      .addOption(
        new Option('--on-conflict <what>', 'when an id is taken by another content')
          .choices(ON_CONFLICT)
          .default('fail' satisfies OnConflict),
      )
      .option('--dry-run', 'say what would be done, and write nothing')
      .option('--no-wait', 'do not wait until all is embedded'),
    'workspace consolidate --into data/workspace.db proposals.db task_queue.db old-workspace.db --dry-run',
    'workspace consolidate --into data/workspace.db old-workspace.db --on-conflict skip',
  ).action(async (sources: readonly string[], _: object, command: Command) => {
    const { runConsolidation } = await import('#src/cli/consolidating');
    await runConsolidation(sources, command.optsWithGlobals<Options>(), io);
  });
