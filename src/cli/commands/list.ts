import { Command } from 'commander';

import type { ListOptions } from '#src/client/types';

import { parseFilters } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import { cursorOption, filterOption, limitOption, withExamples } from '#src/cli/options';
import { renderPage } from '#src/cli/render/records';
import { describeKind } from '#src/cli/kinds';
import { inSession } from '#src/cli/session';

interface Options extends Omit<ListOptions, 'filters'> {
  readonly filter?: readonly string[];
}

export const listCommand = (io: Io): Command =>
  withExamples(
    new Command('list')
      .summary('list records of a kind')
      .description('Lists records of a kind: filtered, sorted, page by page.')
      .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
      .addOption(filterOption())
      .option('--sort <fields>', 'fields separated by commas, - before one for descending')
      .addOption(limitOption(50))
      .addOption(cursorOption()),
    'workspace list task --filter status=pending --filter priority=HIGH,MEDIUM --sort -created',
    'workspace list decision -f repos_affected__has=meridian-core -f date__gte=2025-11-01',
  ).action(
    inSession<[kind: string], Options>(io, async (session, [kind], { filter, ...rest }) => {
      const page = await session.client.list(kind, { ...rest, filters: parseFilters(filter) });
      if (session.asJson) return session.answer(page, String);
      const description = await describeKind(session.client, page.kind);
      const tableWidth = io.stdout.isTTY ? (io.stdout.columns ?? 80) : Infinity;
      session.say(renderPage(page, description, { style: session.style, tableWidth }));
    }),
  );
