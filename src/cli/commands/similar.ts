import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { answerHits, rankingOf, withRankingOptions, type RankingOptions } from '#src/cli/ranking';
import { inSession } from '#src/cli/session';
import type { SimilarTo } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

interface Options extends RankingOptions {
  readonly text?: string;
}

export const similarCommand = (io: Io): Command =>
  withExamples(
    withRankingOptions(
      new Command('similar')
        .summary('find records like one, or like a text')
        .description('Finds what is similar to a record or a text: have we decided this before?')
        .argument('[kind]', 'kind of the record')
        .argument('[id]', 'its id')
        .option('-t, --text <text>', 'a text instead of a record; - reads standard input'),
    ),
    'workspace similar decision DEC-001 --kind decision',
    'workspace similar --text "cache answers of the model on disk" --kind decision,doc',
  ).action(
    inSession<[of?: string, id?: string], Options>(io, async (session, [of, id], options) => {
      const { text, ...rest } = options;
      const to = target({ kind: of, id, text: text === '-' ? await io.readStdin() : text });
      await answerHits(session, await session.client.similar(to, rankingOf(rest)));
    }),
  );

interface Target {
  readonly kind: string | undefined;
  readonly id: string | undefined;
  readonly text: string | undefined;
}

function target({ kind, id, text }: Target): SimilarTo {
  if (text !== undefined && kind === undefined) return { text };
  if (text === undefined && kind !== undefined && id !== undefined) return { kind, id };
  throw new WorkspaceError('invalid_query', 'Similar to what? A record or a text is needed.', {
    next: 'Give a kind and an id (`workspace similar decision DEC-001`), or --text.',
  });
}
