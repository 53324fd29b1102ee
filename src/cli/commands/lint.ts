import { Command, Option } from 'commander';

import type { Io } from '#src/cli/io';
import { numberOption, withExamples } from '#src/cli/options';
import { renderLint } from '#src/cli/render/lint';
import { inSession } from '#src/cli/session';
import { WorkspaceError } from '#src/errors';
import { SEVERITIES, type LintResponse, type Severity } from '#src/operations/lint-types';

interface Options {
  readonly repo?: string;
  readonly staleDays?: number;
  readonly all?: true;
  readonly failOn?: Severity;
}

export const lintCommand = (io: Io): Command =>
  withExamples(
    new Command('lint')
      .summary('find what is wrong with the decisions and their links')
      .description(
        'Looks through ADR files and decisions for links that lead nowhere or in a circle, numbers given twice, states that contradict each other, and proposals gone stale.',
      )
      .option('--repo <name>', 'only what is found in this repository')
      .addOption(numberOption('--stale-days <n>', 'days that make a proposal stale (default: 90)'))
      .option('--all', 'show what is only good to know, too')
      .addOption(
        new Option(
          '--fail-on <severity>',
          'exit with 1 when there is one of these, or worse',
        ).choices([...SEVERITIES]),
      ),
    'workspace lint',
    'workspace lint --repo meridian-core --fail-on warning',
  ).action(
    inSession<[], Options>(io, async (session, _, { repo, staleDays, all = false, failOn }) => {
      const found = await session.client.lint({ repo, staleDays });
      session.answer(found, () => renderLint(found, { ...session, all }));
      if (failOn) failWhen(found, failOn);
    }),
  );

/** Code: findings. */
function failWhen({ counts }: LintResponse, severity: Severity): void {
  const grave = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
  const found = grave.reduce((sum, each) => sum + counts[each], 0);
  if (found === 0) return;
  throw new WorkspaceError(
    'findings',
    `${String(found)} findings are of severity ${grave.join(' or ')}.`,
    {
      next: 'See the list above.',
    },
  );
}
