import { Command, type Option } from 'commander';

import type { Io } from '#src/cli/io';
import { numberOption, strictOption, withExamples } from '#src/cli/options';
import { renderEstimate } from '#src/cli/render/estimate';
import { inSession } from '#src/cli/session';
import type { TaskToEstimate } from '#src/client/statistics';

interface Options extends Pick<
  TaskToEstimate,
  'description' | 'type' | 'repo' | 'limit' | 'strict'
> {
  readonly minutes?: number;
  readonly tokens?: number;
  readonly usd?: number;
}

const own = (flag: string, what: string): Option =>
  numberOption(flag, `your own estimate of its ${what}, to be corrected`, 'any');

export const estimateCommand = (io: Io): Command =>
  withExamples(
    new Command('estimate')
      .summary('say what a task will cost, by the past tasks most like it')
      .description(
        'Finds the finished tasks most like a new one, says what each cost, and what the new one will. Your own estimate is corrected by how earlier ones turned out (PROBE).',
      )
      .argument('<title>', 'what is to be done, in a sentence')
      .option('-d, --description <text>', 'the rest of what is known of it')
      .option('--type <type>', 'past tasks of this type, as long as there are enough')
      .option('--repo <repo>', 'past tasks of this repository, as long as there are enough')
      .addOption(own('--minutes <n>', 'minutes'))
      .addOption(own('--tokens <n>', 'tokens'))
      .addOption(own('--usd <n>', 'US dollars'))
      .addOption(numberOption('-n, --limit <n>', 'past tasks at most, 1 to 50 (default: 5)'))
      .addOption(strictOption()),
    'workspace estimate "Export every table as CSV"',
    'workspace estimate "Cache query vectors" --type feature --repo meridian-core --minutes 90 --json',
  ).action(
    inSession<[title: string], Options>(io, async (session, [title], options) => {
      const { minutes, tokens, usd, ...rest } = options;
      const estimate = await session.client.estimate({
        ...{ title, ...rest },
        ...(minutes !== undefined && { estimated_effort_minutes: minutes }),
        ...(tokens !== undefined && { estimated_tokens: tokens }),
        ...(usd !== undefined && { estimated_cost_usd: usd }),
      });
      session.answer(estimate, () => renderEstimate(estimate, session));
    }),
  );
