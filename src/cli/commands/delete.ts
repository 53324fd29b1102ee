import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession, type Session } from '#src/cli/session';
import { embedNow } from '#src/cli/settle';
import { WorkspaceError } from '#src/errors';

interface Options {
  readonly ifMatch?: string;
}

type Arguments = readonly [kind: string, ids: readonly string[]];

export const deleteCommand = (io: Io): Command =>
  withExamples(
    new Command('delete')
      .summary('delete records')
      .description('Deletes records, all or none, with their passages.')
      .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
      .argument('<id...>', 'one id or several')
      .option('--if-match <etag>', 'a single record, only when nobody has changed it since'),
    'workspace delete task WS-TASK-004 WS-TASK-005',
  ).action(
    inSession<Arguments, Options>(io, async (session, [kind, ids], { ifMatch }) => {
      await remove(session, { kind, ids, ifMatch });
      await embedNow(session);
      session.answer({ deleted: ids.length }, () =>
        ids.map((gone) => `deleted ${gone}`).join('\n'),
      );
    }),
  );

interface Doomed {
  readonly kind: string;
  readonly ids: readonly string[];
  readonly ifMatch: string | undefined;
}

async function remove({ client }: Session, { kind, ids, ifMatch }: Doomed): Promise<void> {
  const [id = '', ...others] = ids;
  if (others.length === 0) return client.remove({ kind, id }, { ifMatch });
  if (ifMatch !== undefined)
    throw new WorkspaceError('invalid_query', '--if-match is about one record, not several.', {
      next: 'Delete them one by one, or leave --if-match out.',
    });
  await client.removeMany(kind, ids);
}
