import { Command } from 'commander';

import { readGiven } from '#src/cli/given';
import type { Io } from '#src/cli/io';
import { fileOption, withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import { settled, stateNote } from '#src/cli/settle';
import type { AnyRecord } from '#src/kinds/kind';

interface Options {
  readonly file?: string;
}

export const addCommand = (io: Io): Command =>
  withExamples(
    new Command('add')
      .summary('add records')
      .description(
        'Adds a record from field=value, or one or many (all or none) from JSON. ' +
          'Lists are separated by commas; null empties a field.',
      )
      .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
      .argument('[field=value...]', 'fields; `workspace kinds <kind>` lists them')
      .addOption(fileOption()),
    'workspace add task title="Rotate the API keys" priority=HIGH repos_affected=meridian-core',
    'workspace add decision --file decisions.json',
  ).action(
    inSession<[kind: string, fields: readonly string[]], Options>(
      io,
      async (session, [kind, fields], { file }) => {
        const given = await readGiven(session, { kind, fields, file });
        const written = Array.isArray(given)
          ? await session.client.createMany(kind, given as readonly AnyRecord[])
          : [await session.client.create(kind, given as AnyRecord)];
        const items = await settled(session, written);
        session.answer(Array.isArray(given) ? { items } : items[0], () =>
          items.map((item) => `added ${item.id}${stateNote(item)}`).join('\n'),
        );
      },
    ),
  );
