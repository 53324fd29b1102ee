import { Command, Option } from 'commander';

import { line, type Io } from '#src/cli/io';
import { namesOption, withExamples } from '#src/cli/options';
import { inSession, type Session } from '#src/cli/session';
import { settled, stateNote } from '#src/cli/settle';
import { userOf } from '#src/cli/who';
import { LEVELS } from '#src/kinds/vocabulary';

interface Options {
  readonly priority: (typeof LEVELS)[number];
  readonly description?: string;
  readonly capability?: string;
  readonly after?: readonly string[];
  readonly tags?: readonly string[];
  readonly id?: string;
}

export const addCommand = (io: Io): Command =>
  withExamples(
    new Command('add')
      .summary('put a task into the queue')
      .description('Puts a pending task into the queue.')
      .argument('<title>', 'what is to be done')
      .addOption(new Option('--priority <level>', 'its rank').choices(LEVELS).default('MEDIUM'))
      .option('--description <text>', 'more about it')
      .option('--capability <name>', 'what an agent must be able to do for it')
      .addOption(namesOption('--after <ids>', 'tasks that must be completed before'))
      .addOption(namesOption('--tags <tags>', 'separated by commas'))
      .option('--id <id>', 'its id (default: a new one)'),
    'workspace queue add "Translate the manual" --priority HIGH --capability translation',
    'workspace queue add "Print it" --after TASK-01JD8Z3K',
  ).action(
    inSession<[title: string], Options>(io, async (session, [title], options) => {
      const created = await session.client.create('tasks', {
        title,
        status: 'pending',
        priority: options.priority,
        description: options.description ?? null,
        capability_required: options.capability ?? null,
        dependencies: options.after ?? null,
        tags: options.tags ?? null,
        created_by: userOf(io) ?? null,
        ...(options.id !== undefined && { id: options.id }),
      });
      const [item = created] = await settled(session, [created]);
      session.answer(item, () => `added ${item.id}${stateNote(item)}`);
      await tellMissing(session, options.after ?? []);
    }),
  );

/** A task may come before those that it waits for; one that waits for a mistyped id is never claimed. */
async function tellMissing({ client, io }: Session, after: readonly string[]): Promise<void> {
  if (after.length === 0) return;
  const { items } = await client.list('tasks', {
    filters: [['id', after.join(',')]],
    fields: ['id'],
    limit: 1000,
  });
  const missing = after.filter((id) => !items.some((task) => task.id === id));
  if (missing.length > 0)
    line(
      io.stderr,
      `workspace: not in the queue: ${missing.join(', ')}. The task cannot be claimed until that is there and completed.`,
    );
}
