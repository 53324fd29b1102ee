import { Command } from 'commander';

import { parseFilters } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import { findKind } from '#src/cli/kinds';
import {
  cursorOption,
  fieldsOption,
  filterOption,
  limitOption,
  withExamples,
} from '#src/cli/options';
import { columnsOf, renderPage } from '#src/cli/render/records';
import { inSession } from '#src/cli/session';
import type { ListOptions } from '#src/client/types';

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
      .addOption(fieldsOption())
      .addOption(limitOption(50))
      .addOption(cursorOption()),
    'workspace list task --filter status=pending --filter priority=HIGH,MEDIUM --sort -created',
    'workspace list decision -f repos_affected__has=meridian-core -f date__gte=2025-11-01',
    'workspace list doc --fields path,title,date --json',
  ).action(
    inSession<[kind: string], Options>(io, async (session, [kind], { filter, ...rest }) => {
      const query = { ...rest, filters: parseFilters(filter) };
      const known = session.asJson ? undefined : await findKind(session.client, kind);
      // A kind that is not known is the service's to refuse.
      if (!known) return session.answer(await session.client.list(kind, query), String);
      const columns = columnsOf(known, rest.fields);
      const page = await session.client.list(kind, { ...query, fields: columns });
      const tableWidth = io.stdout.isTTY ? (io.stdout.columns ?? 80) : Infinity;
      session.say(renderPage(page, known, { style: session.style, tableWidth, columns }));
    }),
  );
