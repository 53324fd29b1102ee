import { Command, Option } from 'commander';

import type { Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { limitOption, numberOption, withExamples } from '#src/cli/options';
import { forgottenNote, renderHistory } from '#src/cli/render/changes';
import { renderRecord } from '#src/cli/render/records';
import { inSession, type Session } from '#src/cli/session';
import { settled, stateNote } from '#src/cli/settle';
import type { RecordRef } from '#src/client/types';

interface Options {
  readonly show?: number;
  readonly restore?: number;
  readonly ifMatch?: string;
  readonly before?: number;
  readonly limit?: number;
  readonly forget?: boolean;
}

export const historyCommand = (io: Io): Command =>
  withExamples(
    new Command('history')
      .summary('show what a record was, and bring a version back')
      .description(
        'Shows who changed a record when, and what; the latest first. Works for deleted records too.',
      )
      .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
      .argument('<id>', 'the record')
      .addOption(numberOption('--show <version>', 'the record as it was in that version'))
      .addOption(
        numberOption('--restore <version>', 'write that version back, as a new one').conflicts(
          'show',
        ),
      )
      .option('--if-match <etag>', 'with --restore: only when nobody has changed it since')
      .addOption(numberOption('--before <version>', 'only versions before this one'))
      .addOption(limitOption(50))
      .addOption(
        new Option('--forget', 'drop all that it was before: a secret, for instance').conflicts([
          'show',
          'restore',
        ]),
      ),
    'workspace history task WS-TASK-001',
    'workspace history task WS-TASK-001 --show 2',
    'workspace history task WS-TASK-001 --restore 2',
  ).action(
    inSession<[kind: string, id: string], Options>(io, async (session, [kind, id], options) =>
      actionOf(options)(session, { kind, id }, options),
    ),
  );

type Action = (session: Session, ref: RecordRef, options: Options) => Promise<void>;

function actionOf({ show, restore, forget }: Options): Action {
  if (restore !== undefined) return restoreVersion;
  if (show !== undefined) return showVersion;
  return forget ? forgetVersions : listVersions;
}

const listVersions: Action = async ({ client, answer, style, io }, ref, { limit, before }) => {
  const history = await client.history(ref, { limit, before });
  answer(history, () => renderHistory(history, { style, width: tableWidth(io) }));
};

const showVersion: Action = async (session, ref, { show = 0 }) => {
  const version = await session.client.version(ref, show);
  const etag = version.made?.etag ?? `unknown, version ${show}`;
  session.answer(version, () => renderRecord({ ...version, etag, index: 'none' }, session));
};

const restoreVersion: Action = async (session, ref, { restore = 0, ifMatch }) => {
  const written = await session.client.restore(ref, restore, { ifMatch });
  const [item = written] = await settled(session, [written]);
  session.answer(item, () => `restored version ${restore} of ${item.id}${stateNote(item)}`);
};

const forgetVersions: Action = async ({ client, answer }, ref) => {
  const forgotten = await client.forgetHistory(ref);
  answer({ forgotten }, () => forgottenNote(forgotten));
};
