import { Command } from 'commander';

import { readGiven } from '#src/cli/given';
import type { Io } from '#src/cli/io';
import { fileOption, withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import { settled, stateNote } from '#src/cli/settle';
import type { AnyRecord } from '#src/kinds/kind';

interface Options {
  readonly file?: string;
  readonly ifMatch?: string;
}

type Arguments = readonly [kind: string, id: string, fields: readonly string[]];

export const updateCommand = (io: Io): Command =>
  withExamples(
    new Command('update')
      .summary('change fields of a record')
      .description('Changes the given fields of a record. null empties a field.')
      .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
      .argument('<id>', 'the record')
      .argument('[field=value...]', 'fields; `workspace kinds <kind>` lists them')
      .addOption(fileOption())
      .option('--if-match <etag>', 'only when nobody has changed it since (exit 4 otherwise)'),
    'workspace update task WS-TASK-001 status=completed notes="Done in the last release"',
  ).action(
    inSession<Arguments, Options>(io, async (session, [kind, id, fields], options) => {
      const change = await readGiven(session, { kind, fields, file: options.file });
      const written = await session.client.patch({ kind, id }, change as AnyRecord, {
        ifMatch: options.ifMatch,
      });
      const [item = written] = await settled(session, [written]);
      session.answer(item, () => `updated ${item.id}${stateNote(item)}`);
    }),
  );
