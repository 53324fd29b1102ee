import { Command, Option } from 'commander';

import { parseFilters } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import {
  cursorOption,
  filterOption,
  kindOption,
  limitOption,
  strictOption,
  withExamples,
} from '#src/cli/options';
import { renderHits } from '#src/cli/render/hits';
import { inSession } from '#src/cli/session';
import type { SearchOptions } from '#src/client/types';
import { MODES } from '#src/search/types';

interface Options extends Omit<SearchOptions, 'filters' | 'kinds'> {
  readonly filter?: readonly string[];
  readonly kind?: readonly string[];
}

export const searchCommand = (io: Io): Command =>
  withExamples(
    new Command('search')
      .summary('find records by meaning and by words')
      .description(
        'Finds records by meaning and by words, within filters. Quote the question when it holds ' +
          '"a phrase" that must occur or a -word that must not.',
      )
      .argument('<words...>', 'a question in your own words')
      .addOption(kindOption())
      .addOption(filterOption())
      .addOption(limitOption(10))
      .addOption(cursorOption())
      .addOption(new Option('-m, --mode <mode>', 'how to rank').choices([...MODES]))
      .addOption(strictOption()),
    'workspace search why do we keep everything in one file',
    'workspace search --kind decision -f status=accepted "message queue -kafka"',
  ).action(
    inSession<[words: readonly string[]], Options>(io, async (session, [words], options) => {
      const { filter, kind, ...rest } = options;
      const found = await session.client.search(words.join(' '), {
        ...rest,
        ...(kind && { kinds: kind }),
        filters: parseFilters(filter),
      });
      if (session.asJson) return session.answer(found, String);
      session.say(renderHits(found, { ...session, kinds: await session.client.kinds() }));
    }),
  );
