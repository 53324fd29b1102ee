import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { oneLine } from '#src/cli/render/text';
import { inSession } from '#src/cli/session';

interface Options {
  readonly dir?: string;
  readonly repo?: string;
}

export const writeCommand = (io: Io): Command =>
  withExamples(
    new Command('write')
      .summary('write a recorded decision into the repository, as Markdown')
      .description(
        'Writes a decision that is kept as a record into a Markdown file (MADR) with the next free number, and names the file in the record: the two are one hit. ' +
          'Run again, it renews a file that nobody has edited since, and refuses one that somebody has.',
      )
      .argument('<id>', 'the decision: DEC-001')
      .option(
        '--dir <folder>',
        'folder of decisions (default: .adr-dir, or docs/decisions, docs/adr, …)',
      )
      .option('--repo <name>', "the repository's name (default: that of its remote or its folder)"),
    'workspace adr write DEC-001',
  ).action(
    inSession<[id: string], Options>(io, async (session, [id], { dir, repo }) => {
      const { writeDecision } = await import('#src/cli/adr/write');
      const written = await writeDecision({ client: session.client, id, dir, repo, env: io.env });
      session.answer(written, () => `${written.outcome} ${oneLine(written.path)}`);
    }),
  );
