import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { showList } from '#src/cli/listing';
import { limitOption, withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';

interface Options {
  readonly status?: string;
  readonly user?: string;
  readonly limit?: number;
}

export const listCommand = (io: Io): Command =>
  withExamples(
    new Command('list')
      .summary('list contexts, the last active first')
      .description('Lists work contexts, the last active first.')
      .option('--status <status>', 'only those that are active, paused or completed')
      .option('--user <name>', 'only those of a person')
      .addOption(limitOption(50)),
    'workspace context list --status active',
  ).action(
    inSession<[], Options>(io, (session, _, { limit, ...fields }) =>
      showList(session, 'work_contexts', {
        filters: Object.entries(fields),
        sort: '-last_active,-created',
        ...(limit !== undefined && { limit }),
      }),
    ),
  );
