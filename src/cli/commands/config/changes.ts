import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { limitOption, withExamples } from '#src/cli/options';
import { renderChanges } from '#src/cli/render/configuration';
import { inSession } from '#src/cli/session';

interface Options {
  readonly repo?: string;
  readonly limit?: number;
}

export const changesCommand = (io: Io): Command =>
  withExamples(
    new Command('changes')
      .summary('list the changes of a configuration')
      .description('Lists the changes of a configuration, the latest first.')
      .argument('<name>', 'which configuration it is')
      .option('--repo <name>', 'only that of a repository')
      .addOption(limitOption(50)),
    'workspace config changes api --repo meridian-core',
  ).action(
    inSession<[name: string], Options>(io, async (session, [name], { repo, limit }) => {
      const items = await session.client.configurationChanges({
        name,
        repo,
        ...(limit !== undefined && { limit }),
      });
      session.answer({ items }, () =>
        renderChanges(items, { style: session.style, width: tableWidth(io) }),
      );
    }),
  );
