import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { embedNow } from '#src/cli/settle';
import { withExamples } from '#src/cli/options';
import { renderRolledBack } from '#src/cli/render/spaces';
import { inSession } from '#src/cli/session';

export const rollbackCommand = (io: Io): Command =>
  withExamples(
    new Command('rollback')
      .summary('return to the model before')
      .description(
        'Makes the vectors that answered before the last change answer again, at once. Asked again, it ' +
          'returns to where it came from.',
      ),
    'workspace model rollback',
  ).action(
    inSession<[], object>(io, async (session) => {
      const rolledBack = await session.client.rollbackModel();
      if (rolledBack.stale > 0) await embedNow(session);
      session.answer(rolledBack, () => renderRolledBack(rolledBack));
    }),
  );
