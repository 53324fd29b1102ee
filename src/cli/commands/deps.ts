import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { numberOption, withExamples } from '#src/cli/options';
import { renderDependencies } from '#src/cli/render/related';
import { inSession } from '#src/cli/session';

type Arguments = readonly [kindOrId: string, id?: string];

interface Options {
  readonly depth?: number;
}

export const depsCommand = (io: Io): Command =>
  withExamples(
    new Command('deps')
      .summary('show what a task waits for, and what waits for it')
      .description(
        'Shows what a task depends on and what it blocks, near and far, with cycles and missing tasks.',
      )
      .argument('<kind>', 'task, issue, component or a full name; may be left out for a task')
      .argument('[id]', 'the record')
      .addOption(numberOption('--depth <n>', 'steps to follow, 1 to 10000 (default: 1000)')),
    'workspace deps WS-TASK-001',
    'workspace deps component COMP-7 --depth 1',
  ).action(
    inSession<Arguments, Options>(io, async (session, [first, second], { depth }) => {
      const ref = second === undefined ? { kind: 'task', id: first } : { kind: first, id: second };
      const response = await session.client.dependencies(ref, { depth });
      if (session.asJson) return session.answer(response, String);
      const kinds = await session.client.kinds();
      session.say(
        renderDependencies(response, { style: session.style, tableWidth: tableWidth(io), kinds }),
      );
    }),
  );
