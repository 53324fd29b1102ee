import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { namesOption, withExamples } from '#src/cli/options';
import { inSession, type Session } from '#src/cli/session';
import { embedNow } from '#src/cli/settle';
import { assistantOption, currentIdOf, userOption, whoOf, type WhoOptions } from '#src/cli/who';
import type { Envelope } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

interface Options extends WhoOptions {
  readonly session?: string;
  readonly type: string;
  readonly outcome?: string;
  readonly files?: readonly string[];
  readonly decision?: readonly string[];
  readonly issue?: readonly string[];
}

export const logCommand = (io: Io): Command =>
  withExamples(
    new Command('log')
      .summary('note what was done in a session, decided or found')
      .description(
        'Notes what was done in the session in progress, and gives it decisions and issues that exist.',
      )
      .argument('[text]', 'what was done')
      .option('--type <type>', 'documentation, analysis, governance, …', 'note')
      .option('--outcome <text>', 'what came of it')
      .addOption(namesOption('--files <paths>', 'files that were made, separated by commas'))
      .addOption(namesOption('--decision <ids>', 'decisions that were made, by their ids'))
      .addOption(namesOption('--issue <ids>', 'issues that were found, by their ids'))
      .option('--session <id>', 'the session (default: the one in progress)')
      .addOption(userOption())
      .addOption(assistantOption()),
    'workspace session log "Compared three exporters" --type analysis --outcome "Kept ours"',
    'workspace session log --decision DEC-004 --issue ISSUE-002,ISSUE-003',
  ).action(
    inSession<[text?: string], Options>(io, async (session, [text], options) => {
      const additions = additionsOf(text, options);
      if (additions.length === 0) throw nothing();
      const id = options.session ?? (await currentIdOf(session, whoOf(io, options)));
      const added: Added[] = [];
      for (const add of additions) added.push(await add(session, id));
      await embedNow(session);
      session.answer({ session: id, items: added }, () =>
        added.map((item) => `${item.outcome} ${item.id}`).join('\n'),
      );
    }),
  );

type Added = Envelope & { readonly outcome: string };
type Add = (session: Session, id: string) => Promise<Added>;

function additionsOf(text: string | undefined, options: Options): readonly Add[] {
  const { type, outcome = null, files = null, decision = [], issue = [] } = options;
  const activity = { type, description: text ?? null, outcome, files_created: files };
  // The activity last: what is linked twice is linked once, so that a call that failed can be repeated.
  return [
    ...decision.map((made) => linking('decisions', made)),
    ...issue.map((found) => linking('issues', found)),
    ...(text === undefined
      ? []
      : [({ client }: Session, id: string) => client.addActivity(id, activity)]),
  ];
}

const linking =
  (part: 'decisions' | 'issues', id: string): Add =>
  ({ client }, session) =>
    client.addToSession(session, part, { id });

const nothing = (): WorkspaceError =>
  new WorkspaceError('invalid_query', 'There is nothing to note.', {
    next: 'Say what was done, or give --decision or --issue.',
  });
