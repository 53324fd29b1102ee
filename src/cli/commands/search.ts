import { Command, Option } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { answerHits, rankingOf, withRankingOptions, type RankingOptions } from '#src/cli/ranking';
import { inSession } from '#src/cli/session';
import { MODES, type Mode } from '#src/search/types';

interface Options extends RankingOptions {
  readonly mode?: Mode;
}

export const searchCommand = (io: Io): Command =>
  withExamples(
    withRankingOptions(
      new Command('search')
        .summary('find records by meaning and by words')
        .description(
          'Finds records by meaning and by words, within filters. Quote the question when it holds ' +
            '"a phrase" that must occur or a -word that must not.',
        )
        .argument('<words...>', 'a question in your own words'),
    ).addOption(new Option('-m, --mode <mode>', 'how to rank').choices([...MODES])),
    'workspace search why do we keep everything in one file',
    'workspace search --kind decision -f status=accepted "message queue -kafka"',
  ).action(
    inSession<[words: readonly string[]], Options>(io, async (session, [words], options) => {
      const found = await session.client.search(words.join(' '), rankingOf(options));
      await answerHits(session, found);
    }),
  );
