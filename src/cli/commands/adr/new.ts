import { Command, Option } from 'commander';

import type { Io } from '#src/cli/io';
import { namesOption, withExamples } from '#src/cli/options';
import { renderMade } from '#src/cli/render/adr';
import { inSession } from '#src/cli/session';
import { DECISION_STATUSES } from '#src/kinds/vocabulary';

interface Options {
  readonly dir?: string;
  readonly status: string;
  readonly supersedes?: readonly string[];
}

export const newCommand = (io: Io): Command =>
  withExamples(
    new Command('new')
      .summary('make a file for a decision, with a number that no branch has taken')
      .description(
        'Makes a Markdown file for a decision, in the style of the folder: its names, its headings, and where it says the state. ' +
          'The number is one that no branch, stash or other work tree has taken, here or on a remote as it was last fetched.',
      )
      .argument('<title>', 'what is decided, in a few words')
      .option(
        '--dir <folder>',
        'folder of decisions (default: .adr-dir, or docs/decisions, docs/adr, …)',
      )
      .addOption(
        new Option('--status <status>', 'its state')
          .choices([...DECISION_STATUSES])
          .default('proposed'),
      )
      .addOption(
        namesOption('--supersedes <numbers>', 'what it takes the place of, by number or file name'),
      ),
    'workspace adr new "Keep sessions in the database"',
    'workspace adr new "Use one queue" --status accepted --supersedes 7',
  ).action(
    inSession<[title: string], Options>(io, async (session, [title], options) => {
      const { dir, status, supersedes = [] } = options;
      const { newDecision } = await import('#src/cli/adr/new');
      const made = await newDecision({
        ...{ title, dir, status, supersedes, env: io.env, day: today() },
      });
      session.answer(made, () => renderMade(made, session));
    }),
  );

/** `YYYY-MM-DD`, where the user is. */
export function today(): string {
  const now = new Date();
  const parts = [now.getFullYear(), now.getMonth() + 1, now.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}
