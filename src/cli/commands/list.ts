import { Command } from 'commander';

import { facetingOf, withFacetOptions, type FacetingOptions } from '#src/cli/faceting';
import { parseFilters } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import { showList } from '#src/cli/listing';
import {
  cursorOption,
  fieldsOption,
  filterOption,
  limitOption,
  withExamples,
} from '#src/cli/options';
import { plain } from '#src/cli/render/text';
import { inSession, type Session } from '#src/cli/session';
import type { CsvOptions } from '#src/client/csv';
import type { FacetOptions, ListOptions } from '#src/client/types';
import { WorkspaceError } from '#src/errors';

interface Options
  extends Omit<ListOptions, 'filters' | 'filter' | keyof FacetOptions>, FacetingOptions {
  readonly filter?: readonly string[];
  readonly csv?: boolean;
  readonly bom?: boolean;
}

export const listCommand = (io: Io): Command =>
  withExamples(
    withFacetOptions(
      new Command('list')
        .summary('list records of a kind')
        .description('Lists records of a kind: filtered, sorted, page by page.')
        .argument('<kind>', 'task, decision, issue, session, doc, or a full name')
        .addOption(filterOption())
        .option('--sort <fields>', 'fields separated by commas, - before one for descending')
        .addOption(fieldsOption())
        .addOption(limitOption(50))
        .addOption(cursorOption())
        .option(
          '--csv',
          'all that match (or --limit of them) as CSV, for spreadsheets and BI tools',
        )
        .option('--bom', 'with --csv: a byte order mark first, which Excel needs'),
    ),
    'workspace list task --filter status=pending --filter priority=HIGH,MEDIUM --sort -created',
    'workspace list decision -f repos_affected__has=meridian-core -f date__gte=2025-11-01',
    'workspace list doc --fields path,title,date --json',
    'workspace list issue --facet severity,repo --limit 1',
    'workspace list issue --csv --fields id,title,severity,status > issues.csv',
  ).action(
    inSession<[kind: string], Options>(io, (session, [kind], options) => {
      const { filter, csv, bom, facets, facet, facetLimit, ...rest } = options;
      const faceting = facetingOf({ facets, facet, facetLimit });
      const query = { ...rest, ...faceting, filters: parseFilters(filter) };
      return csv || bom
        ? writeCsv(session, kind, { ...query, ...(csv && { csv }), ...(bom && { bom }) })
        : showList(session, kind, query);
    }),
  );

/** As it comes, so that a large list needs no memory. Code: invalid_query. */
async function writeCsv(
  { client, io, asJson }: Session,
  kind: string,
  { csv, ...query }: CsvOptions & { readonly csv?: boolean },
): Promise<void> {
  if (!csv || asJson)
    throw new WorkspaceError(
      'invalid_query',
      csv ? '--csv and --json exclude each other.' : '--bom belongs to --csv.',
      { next: csv ? 'Leave out one of them.' : 'Add --csv, or leave it out.' },
    );
  for await (const piece of await client.csv(kind, query))
    io.stdout.write(io.stdout.isTTY ? plain(piece) : piece);
}
