import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderComparison } from '#src/cli/render/configuration';
import { inSession } from '#src/cli/session';

export const diffCommand = (io: Io): Command =>
  withExamples(
    new Command('diff')
      .summary('compare two snapshots')
      .description(
        'Shows what changed in a snapshot since the one before it, or from it up to a later one.',
      )
      .argument('<snapshot>', 'id of a snapshot')
      .argument('[later]', 'id of a later one: what changed from the first to this one'),
    'workspace config diff SNAP-01JD8Z3K',
    'workspace config diff SNAP-01JD8Z3K SNAP-01JDA7QX --json',
  ).action(
    inSession<[first: string, second?: string], object>(io, async (session, [first, second]) => {
      const { client } = session;
      const compared =
        second === undefined
          ? await client.compareConfigurations(first)
          : await client.compareConfigurations(second, first);
      session.answer(compared, () => renderComparison(compared, session));
    }),
  );
