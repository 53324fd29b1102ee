import { Command } from 'commander';

import { parseFilters } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import { showList } from '#src/cli/listing';
import { filterOption, limitOption, withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';

interface Options {
  readonly filter?: readonly string[];
  readonly limit?: number;
}

export const listCommand = (io: Io): Command =>
  withExamples(
    new Command('list')
      .summary('list scans, the latest first')
      .description('Lists drift scans, the latest first.')
      .addOption(filterOption())
      .addOption(limitOption(50)),
    'workspace drift list --filter repo=meridian-core --filter detections_found__gt=0',
  ).action(
    inSession<[], Options>(io, (session, _, { filter, limit }) =>
      showList(session, 'drift_scans', {
        filters: parseFilters(filter),
        ...(limit !== undefined && { limit }),
      }),
    ),
  );
