import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { kindNamed } from '#src/cli/kinds';
import { withExamples } from '#src/cli/options';
import { renderKind, renderKinds } from '#src/cli/render/kinds';
import { inSession } from '#src/cli/session';
import { WorkspaceError } from '#src/errors';

export const kindsCommand = (io: Io): Command =>
  withExamples(
    new Command('kinds')
      .summary('list the kinds of records, or the fields of one')
      .description('Lists the kinds of records, or the fields of one: their types and values.')
      .argument('[kind]', 'task, decision, issue, session, doc, or a full name'),
    'workspace kinds',
    'workspace kinds task',
  ).action(
    inSession<[name?: string], object>(io, async (session, [name]) => {
      const kinds = await session.client.kinds();
      if (name === undefined) return session.answer({ kinds }, () => renderKinds(kinds, session));
      const kind = kindNamed(kinds, name);
      if (!kind)
        throw new WorkspaceError('unknown_kind', `There is no kind '${name}'.`, {
          next: `Known are ${kinds.map((known) => known.short[0] ?? known.name).join(', ')}.`,
        });
      session.answer(kind, () => renderKind(kind, session));
    }),
  );
