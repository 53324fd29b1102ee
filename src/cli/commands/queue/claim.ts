import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { namesOption, numberOption, withExamples } from '#src/cli/options';
import { renderClaimed } from '#src/cli/render/queue';
import { inSession } from '#src/cli/session';
import { settled } from '#src/cli/settle';
import { agentOption, nameOf } from '#src/cli/who';

interface Options {
  readonly agent?: string;
  readonly capability?: readonly string[];
  readonly limit?: number;
}

export const claimCommand = (io: Io): Command =>
  withExamples(
    new Command('claim')
      .summary('take the next task')
      .description(
        'Takes the next task: by priority, then the oldest, of those whose dependencies are completed.',
      )
      .addOption(agentOption())
      .addOption(namesOption('--capability <names>', 'what the agent can do, separated by commas'))
      .addOption(numberOption('-n, --limit <n>', 'how many, 1 to 100 (default: 1)')),
    'workspace queue claim --agent worker-1 --capability translation,review --json',
  ).action(
    inSession<[], Options>(io, async (session, _, { agent, capability, limit }) => {
      const claimed = await session.client.claimTasks({
        agent: nameOf(io, agent, '--agent'),
        ...(capability && { capabilities: capability }),
        ...(limit !== undefined && { limit }),
      });
      const tasks = await settled(session, claimed.tasks);
      const answer = { ...claimed, task: tasks[0] ?? null, tasks };
      session.answer(answer, () => renderClaimed(answer, session));
    }),
  );
