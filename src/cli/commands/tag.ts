import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession, type Session } from '#src/cli/session';
import type { Client } from '#src/client';
import type { TaggedRecord } from '#src/client/relations';
import type { RecordRef } from '#src/client/types';

type Arguments = readonly [kind: string, id: string, tags?: readonly string[]];

interface Change {
  readonly name: string;
  readonly summary: string;
  readonly example: string;
  change(client: Client, ref: RecordRef, tags: readonly string[]): Promise<TaggedRecord>;
}

const ADD: Change = {
  name: 'add',
  summary: 'put tags on a record',
  example: 'workspace tag add task WS-TASK-001 urgent "needs review"',
  change: (client, ref, tags) => client.addTags(ref, tags),
};
const REMOVE: Change = {
  name: 'remove',
  summary: 'take tags away',
  example: 'workspace tag remove task WS-TASK-001 urgent',
  change: (client, ref, tags) => client.removeTags(ref, tags),
};

export const tagCommand = (io: Io): Command =>
  withExamples(
    new Command('tag')
      .summary('put tags on records, or take them away')
      .description(
        'Puts tags on records of any kind. Lists and searches filter by them: --filter tag=urgent.',
      )
      .addCommand(changing(io, ADD))
      .addCommand(changing(io, REMOVE))
      .addCommand(listing(io)),
    'workspace tag add task WS-TASK-001 urgent "needs review"',
    'workspace list task --filter tag=urgent',
  );

const changing = (io: Io, { name, summary, example, change }: Change): Command =>
  withExamples(
    onRecord(new Command(name).description(summary)).argument(
      '<tag...>',
      'one tag or several, all or none',
    ),
    example,
  ).action(
    inSession<Arguments, object>(io, async (session, [kind, id, tags = []]) => {
      answer(session, await change(session.client, { kind, id }, tags));
    }),
  );

const listing = (io: Io): Command =>
  withExamples(
    onRecord(new Command('list').description('list the tags of a record')),
    'workspace tag list task WS-TASK-001 --json',
  ).action(
    inSession<Arguments, object>(io, async (session, [kind, id]) => {
      answer(session, await session.client.tags({ kind, id }));
    }),
  );

const onRecord = (command: Command): Command =>
  command
    .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
    .argument('<id>', 'the record');

const answer = (session: Session, tagged: TaggedRecord): void => {
  const { id, tags } = tagged;
  session.answer(tagged, () => `${id}: ${tags.length > 0 ? tags.join(', ') : 'no tags'}`);
};
