import { Command } from 'commander';

import { readJson } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession, type Session } from '#src/cli/session';
import { settled } from '#src/cli/settle';
import { agentOption, nameOf } from '#src/cli/who';
import type { Envelope } from '#src/client/types';

interface By {
  readonly agent?: string;
  readonly force?: boolean;
}

const settling = (name: string, summary: string): Command =>
  new Command(name)
    .summary(summary)
    .argument('<id>', 'the task')
    .addOption(agentOption())
    .option('--force', 'though another agent has claimed it');

/** A task's state is part of its text, so that it is embedded anew. */
async function answerTask(session: Session, task: Envelope, sentence: string): Promise<void> {
  const [item = task] = await settled(session, [task]);
  session.answer(item, () => sentence);
}

export const completeCommand = (io: Io): Command =>
  withExamples(
    settling('complete', 'say that a claimed task is done')
      .description('Completes a task; only the agent that claimed it may, unless forced.')
      .option('--result <json>', 'what came of it, kept in its metadata'),
    `workspace queue complete TASK-01JD8Z3K --agent worker-1 --result '{"pages": 12}'`,
  ).action(
    inSession<[id: string], By & { readonly result?: string }>(
      io,
      async (session, [id], { agent, force, result }) => {
        const task = await session.client.completeTask(id, {
          agent: nameOf(io, agent, '--agent'),
          force,
          ...(result !== undefined && { result: readJson(result, '--result') }),
        });
        await answerTask(session, task, `completed ${task.id}`);
      },
    ),
  );

export const failCommand = (io: Io): Command =>
  withExamples(
    settling('fail', 'say that a task went wrong')
      .description('Appends a failure to a task, and gives it up, or back into the queue.')
      .requiredOption('--error <text>', 'what went wrong')
      .option('--retry', 'back into the queue'),
    'workspace queue fail TASK-01JD8Z3K --agent worker-1 --error "No disk left" --retry',
  ).action(
    inSession<[id: string], By & { readonly error: string; readonly retry?: boolean }>(
      io,
      async (session, [id], { agent, ...failure }) => {
        const by = nameOf(io, agent, '--agent');
        const task = await session.client.failTask(id, { ...failure, agent: by });
        await answerTask(session, task, `${task.id} is ${task.record.status}`);
      },
    ),
  );

export const releaseCommand = (io: Io): Command =>
  withExamples(
    settling('release', 'give a claimed task back').description(
      'Gives a claimed task back into the queue, unworked.',
    ),
    'workspace queue release TASK-01JD8Z3K --agent worker-1',
  ).action(
    inSession<[id: string], By>(io, async (session, [id], { agent, force }) => {
      const by = { agent: nameOf(io, agent, '--agent'), force };
      const task = await session.client.releaseTask(id, by);
      await answerTask(session, task, `released ${task.id}`);
    }),
  );
