import { Command } from 'commander';

import { parseFilters } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import {
  filterOption,
  limitOption,
  namesOption,
  numberOption,
  withExamples,
} from '#src/cli/options';
import { renderCounts } from '#src/cli/render/counts';
import { renderDashboard } from '#src/cli/render/dashboard';
import { inSession, type Session } from '#src/cli/session';
import type { CountOptions } from '#src/client/statistics';
import { WorkspaceError } from '#src/errors';

interface Options extends Omit<CountOptions, 'filters'> {
  readonly filter?: readonly string[];
  readonly staleDays?: number;
}

const BUCKETS = 20;

export const statsCommand = (io: Io): Command =>
  withExamples(
    new Command('stats')
      .summary('count records, and show how the work goes')
      .description(
        'Without a kind: the whole dashboard. With one: its records, counted by fields, facets, or moments by day, week or month.',
      )
      .argument('[kind]', 'task, decision, issue, cost, or a full name')
      .addOption(
        namesOption(
          '--by <fields>',
          'count by these: status,repo,week(created); week alone is that of the date',
        ),
      )
      .addOption(namesOption('--measure <fields>', 'add these numbers up: tokens_in,api_cost_usd'))
      .addOption(filterOption())
      .addOption(limitOption(BUCKETS))
      .addOption(
        numberOption(
          '--stale-days <n>',
          'days without a write that make a task in work a stale one (default: 14)',
        ),
      ),
    'workspace stats',
    "workspace stats task --by 'status,repo,week(created)' -f created__gte=2025-11-01",
    'workspace stats cost --by agent,model --measure tokens_in,tokens_out,api_cost_usd',
  ).action(
    inSession<[kind?: string], Options>(io, async (session, [kind], options) => {
      if (kind === undefined) return showDashboard(session, options);
      if (options.staleDays !== undefined) throw notTogether('--stale-days', 'without a kind');
      await showCounts(session, kind, options);
    }),
  );

async function showDashboard(session: Session, { staleDays, ...others }: Options): Promise<void> {
  const [other] = Object.keys(others);
  if (other !== undefined) throw notTogether(`--${other}`, 'with a kind');
  const dashboard = await session.client.dashboard({ staleDays });
  session.answer(dashboard, () => renderDashboard(dashboard, session));
}

async function showCounts(session: Session, kind: string, options: Options): Promise<void> {
  const { filter, staleDays: _, ...rest } = options;
  const limit = rest.limit ?? (session.asJson ? undefined : BUCKETS);
  const query = { ...rest, filters: parseFilters(filter), ...(limit && { limit }) };
  const counts = await session.client.counts(kind, query);
  session.answer(counts, () => renderCounts(counts, session));
}

const notTogether = (option: string, where: string): WorkspaceError =>
  new WorkspaceError('invalid_query', `${option} belongs to workspace stats ${where}.`, {
    next: 'See `workspace stats --help`.',
  });
