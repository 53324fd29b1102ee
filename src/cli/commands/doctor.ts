import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { renderDoctor } from '#src/cli/render/doctor';
import { inSession, type Session } from '#src/cli/session';
import { embedNow } from '#src/cli/settle';
import { WorkspaceError } from '#src/errors';
import type { DoctorFixed, DoctorReport } from '#src/operations/doctor-types';

interface Options {
  readonly fix?: true;
}

export const doctorCommand = (io: Io): Command =>
  withExamples(
    new Command('doctor')
      .summary('check the database file and its index, and mend them')
      .description(
        'Looks for damage, for what belongs to nothing, for text that no search would find, and for vectors ' +
          'that are missing, damaged or of another text. It only reads, beside a running service too, and exits ' +
          'with 1 when it finds an error. --fix removes what belongs to nothing and makes anew what follows from ' +
          'the records, which themselves are never changed.',
      )
      .option('--fix', 'mend what can be mended'),
    'workspace doctor',
    'workspace doctor --fix',
    'workspace doctor --json',
  ).action(
    inSession<[], Options>(io, async (session, _, { fix }) => {
      // Here the model is only loaded when something is embedded, and whether it can be is a question.
      await session.connection.local?.embedderSettled();
      const report = fix ? await fixed(session) : await session.client.doctor();
      session.answer(report, () => renderDoctor(report, session));
      failOnErrors(report);
    }),
  );

/** What was mended, and what is found when that is embedded again. */
async function fixed(session: Session): Promise<DoctorFixed> {
  const mended = await session.client.doctorFix();
  if (mended.fixed.length === 0) return mended;
  await embedNow(session);
  return { ...(await session.client.doctor()), fixed: mended.fixed };
}

/** Code: findings. */
function failOnErrors({ counts }: DoctorReport): void {
  if (counts.error === 0) return;
  throw new WorkspaceError('findings', `Checks that found an error: ${String(counts.error)}.`, {
    next: 'See the list above.',
  });
}
