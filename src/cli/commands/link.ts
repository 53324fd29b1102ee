import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';
import type { LinkPlace } from '#src/client/relations';

type Arguments = readonly [
  kind: string,
  id: string,
  relation: string,
  otherKind: string,
  otherId: string,
];

interface Options {
  readonly note?: string;
}

export const linkCommand = (io: Io): Command =>
  withExamples(
    new Command('link')
      .summary('say how two records are related, or take it back')
      .description(
        'Links two records of any kinds. `workspace related` shows the links of a record, from both ends.',
      )
      .addCommand(addCommand(io))
      .addCommand(removeCommand(io)),
    'workspace link add decision DEC-001 affects task WS-TASK-001 --note "after the review"',
    'workspace link remove decision DEC-001 affects task WS-TASK-001',
  );

const addCommand = (io: Io): Command =>
  withExamples(
    between(new Command('add').description('link two records')).option('--note <text>', 'why'),
    'workspace link add decision DEC-001 affects task WS-TASK-001 --note "after the review"',
  ).action(
    inSession<Arguments, Options>(io, async (session, args, { note }) => {
      const place = placeOf(args);
      const receipt = await session.client.link(place, note);
      session.answer(receipt, () => `${OUTCOMES[receipt.outcome]} ${sentenceOf(place)}`);
    }),
  );

const OUTCOMES = { created: 'linked', updated: 'noted on', unchanged: 'already linked' } as const;

const removeCommand = (io: Io): Command =>
  withExamples(
    between(new Command('remove').description('take a link back')),
    'workspace link remove decision DEC-001 affects task WS-TASK-001',
  ).action(
    inSession<Arguments, object>(io, async (session, args) => {
      const place = placeOf(args);
      await session.client.unlink(place);
      session.answer({ removed: place }, () => `unlinked ${sentenceOf(place)}`);
    }),
  );

const between = (command: Command): Command =>
  command
    .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
    .argument('<id>', 'the record of which the relation is said')
    .argument('<relation>', 'affects, implements, depends_on, blocks, relates_to, or another word')
    .argument('<other-kind>', 'kind of the other record')
    .argument('<other-id>', 'the other record');

const placeOf = ([kind, id, relation, otherKind, otherId]: Arguments): LinkPlace => ({
  from: { kind, id },
  relation,
  to: { kind: otherKind, id: otherId },
});

const sentenceOf = ({ from, relation, to }: LinkPlace): string => `${from.id} ${relation} ${to.id}`;
