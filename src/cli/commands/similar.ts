import { Command } from 'commander';

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
import type { SimilarOptions, SimilarTo } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

interface Options extends Omit<SimilarOptions, 'filters' | 'kinds'> {
  readonly filter?: readonly string[];
  readonly kind?: readonly string[];
  readonly text?: string;
}

export const similarCommand = (io: Io): Command =>
  withExamples(
    new Command('similar')
      .summary('find records like one, or like a text')
      .description('Finds what is similar to a record or a text: have we decided this before?')
      .argument('[kind]', 'kind of the record')
      .argument('[id]', 'its id')
      .option('-t, --text <text>', 'a text instead of a record; - reads standard input')
      .addOption(kindOption())
      .addOption(filterOption())
      .addOption(limitOption(10))
      .addOption(cursorOption())
      .addOption(strictOption()),
    'workspace similar decision DEC-001 --kind decision',
    'workspace similar --text "cache answers of the model on disk" --kind decision,doc',
  ).action(
    inSession<[of?: string, id?: string], Options>(io, async (session, [of, id], options) => {
      const { filter, kind, text, ...rest } = options;
      const to = target({ kind: of, id, text: text === '-' ? await io.readStdin() : text });
      const found = await session.client.similar(to, {
        ...rest,
        ...(kind && { kinds: kind }),
        filters: parseFilters(filter),
      });
      if (session.asJson) return session.answer(found, String);
      session.say(renderHits(found, { ...session, kinds: await session.client.kinds() }));
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
