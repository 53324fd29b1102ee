import { Command, Option } from 'commander';

import { jsonLine, type Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { kindOption, limitOption, withExamples } from '#src/cli/options';
import { forgottenNote, renderChange, renderChanges } from '#src/cli/render/changes';
import { inSession, type Session } from '#src/cli/session';

interface Options {
  readonly since?: string;
  readonly kind?: readonly string[];
  readonly limit?: number;
  readonly follow?: boolean;
  readonly forgetBefore?: string;
}

export const changesCommand = (io: Io): Command =>
  withExamples(
    new Command('changes')
      .summary('show what was written, in order')
      .description(
        'Shows every write in order, the first one first, and where to go on. ' +
          'With --follow: as they come, until it is stopped; with --json too, each is one line of JSON.',
      )
      .option(
        '--since <cursor>',
        'after this one: the end of an earlier answer, or now (default: the beginning; with --follow now)',
      )
      .addOption(kindOption())
      .addOption(limitOption(100))
      .option('--follow', 'wait for more')
      .addOption(
        new Option(
          '--forget-before <day>',
          'drop the values that were replaced or deleted before: those versions cannot be restored any more',
        ).conflicts(['since', 'kind', 'follow']),
      ),
    'workspace changes --kind task,decision',
    'workspace changes --follow --json',
    'workspace changes --forget-before 2025-01-01',
  ).action(
    inSession<[], Options>(io, async (session, _, { follow, forgetBefore, ...options }) => {
      if (forgetBefore !== undefined) return forget(session, forgetBefore);
      return follow ? followChanges(session, options) : showChanges(session, options);
    }),
  );

type Asked = Omit<Options, 'follow' | 'forgetBefore'>;

async function showChanges(session: Session, { since, kind, limit }: Asked): Promise<void> {
  const page = await session.client.changes({ since, kinds: kind, limit });
  session.answer(page, () =>
    renderChanges(page, { style: session.style, width: tableWidth(session.io) }),
  );
}

async function forget({ client, answer }: Session, before: string): Promise<void> {
  const forgotten = await client.forgetHistory({ before });
  answer({ forgotten }, () => forgottenNote(forgotten));
}

async function followChanges(
  session: Session,
  { since = 'now', kind, limit }: Asked,
): Promise<void> {
  const { client, io, asJson, style } = session;
  const stop = new AbortController();
  void io.untilStopped().then(() => stop.abort());
  const options = { style, width: tableWidth(io) };
  try {
    for await (const change of client.follow({ since, kinds: kind, limit, signal: stop.signal }))
      if (asJson) jsonLine(io.stdout, change);
      else session.say(renderChange(change, options));
  } catch (error) {
    if (!stop.signal.aborted) throw error;
  }
}
