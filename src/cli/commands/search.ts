import { Command, Option } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { answerHits, rankingOf, withRankingOptions, type RankingOptions } from '#src/cli/ranking';
import { inSession } from '#src/cli/session';
import { MODES, type Mode } from '#src/search/types';

interface Options extends RankingOptions {
  readonly mode?: Mode;
  readonly qualifiers?: boolean;
  readonly prefix?: boolean;
}

export const searchCommand = (io: Io): Command =>
  withExamples(
    withRankingOptions(
      new Command('search')
        .summary('find records by meaning and by words')
        .description(
          'Finds records by meaning and by words, within filters. Quote the question when it holds ' +
            '"a phrase" that must occur or a -word that must not. Any field can be asked in it: ' +
            'kind:issue is:open repo:core,web -label:flaky severity:>=MEDIUM path:docs/adr number:12 ' +
            'year:2025 since:2025-06 (June too) after:2025-06 (from July on) lifecycle:current. ' +
            'An id, a number (#12, ADR-0012), a path or a title alone finds that very record first. ' +
            'Where the question begins with a minus, put -- before it.',
        )
        .argument('<words...>', 'a question in your own words'),
    )
      .addOption(new Option('-m, --mode <mode>', 'how to rank').choices([...MODES]))
      .option('--prefix', 'the last word is the beginning of one')
      .option('--no-qualifiers', 'search for status:open as words'),
    'workspace search why do we keep everything in one file',
    'workspace search --facets "who may write"',
    'workspace search --kind decision -f status=accepted "message queue -kafka"',
    'workspace search kind:issue severity:high after:2025-06 "slow start"',
    'workspace search ADR-0012',
  ).action(
    inSession<[words: readonly string[]], Options>(io, async (session, [words], options) => {
      const found = await session.client.search(words.join(' '), rankingOf(options));
      await answerHits(session, found);
    }),
  );
