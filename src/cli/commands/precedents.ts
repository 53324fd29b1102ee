import { Command } from 'commander';

import type { DraftGiven } from '#src/cli/draft';
import type { Io } from '#src/cli/io';
import { kindOption, namesOption, numberOption, withExamples } from '#src/cli/options';
import { renderPrecedents } from '#src/cli/render/precedents';
import { inSession } from '#src/cli/session';

interface Options extends Omit<DraftGiven, 'file' | 'kinds'> {
  readonly kind?: readonly string[];
}

export const precedentsCommand = (io: Io): Command =>
  withExamples(
    new Command('precedents')
      .summary('hold a draft against past decisions, before it is decided')
      .description(
        'Finds past decisions that say nearly the same as a draft, may contradict it, or are about the same subject, each with the reason. ' +
          'A file is read as the index reads it, and is no precedent of itself. Nothing is stored; `workspace check` does this for changed files, with an exit code.',
      )
      .argument('[file]', 'a Markdown file with the draft; - reads standard input')
      .option('-t, --text <text>', 'the draft itself; - reads standard input')
      .option('--title <title>', 'what is decided (default: the first heading or sentence)')
      .option('--repo <name>', 'only past decisions of this repository, or of none')
      .addOption(
        namesOption('--supersedes <names>', 'what it takes the place of: these it may contradict'),
      )
      .addOption(kindOption())
      .addOption(numberOption('-n, --limit <n>', 'of each list, 1 to 50 (default: 5)')),
    'workspace precedents --text "Keep sessions in Redis"',
    'workspace precedents docs/decisions/0012-use-one-queue.md --limit 3',
    'git show HEAD:docs/decisions/0012-use-one-queue.md | workspace precedents - --json',
  ).action(
    inSession<[file?: string], Options>(io, async (session, [file], { kind, ...options }) => {
      const { draftOf } = await import('#src/cli/draft');
      const draft = await draftOf({ ...options, file, kinds: kind }, io);
      const found = await session.client.precedents(draft);
      if (session.asJson) return session.answer(found, String);
      session.say(renderPrecedents(found, { ...session, kinds: await session.client.kinds() }));
    }),
  );
