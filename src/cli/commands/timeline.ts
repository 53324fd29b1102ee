import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { duringOf, withLifecycleOptions, type LifecycleOptions } from '#src/cli/lifecycle';
import { tableWidth } from '#src/cli/listing';
import { limitOption, namesOption, withExamples } from '#src/cli/options';
import { renderTimeline } from '#src/cli/render/decisions';
import { inSession } from '#src/cli/session';

interface Options extends LifecycleOptions {
  readonly repo?: readonly string[];
  readonly status?: readonly string[];
  readonly from?: string;
  readonly to?: string;
  readonly limit?: number;
}

export const timelineCommand = (io: Io): Command =>
  withExamples(
    withLifecycleOptions(
      new Command('timeline')
        .summary('show the decisions in the order of their days')
        .description(
          'Shows the decisions in the order of their days, the latest first: records of decisions, and files that decide something.',
        )
        .addOption(namesOption('--repo <names>', 'of any of these repositories'))
        .addOption(namesOption('--status <states>', 'in any of these states'))
        .option('--from <day>', 'the first day, month or year: 2025-11-01, 2025-11, 2025')
        .option('--to <day>', 'the last one, with all of it')
        .addOption(limitOption(1000)),
    ),
    'workspace timeline --repo meridian-core --from 2025',
    'workspace timeline --status accepted,implemented --lifecycle current',
    'workspace timeline --as-of 2025-06 --json',
  ).action(
    inSession<[], Options>(io, async (session, _, options) => {
      const { repo: repos = [], status: statuses = [], lifecycle, asOf, ...rest } = options;
      const during = duringOf({ lifecycle, asOf });
      const response = await session.client.timeline({ repos, statuses, ...rest, ...during });
      if (session.asJson) return session.answer(response, String);
      const kinds = await session.client.kinds();
      session.say(
        renderTimeline(response, { style: session.style, tableWidth: tableWidth(io), kinds }),
      );
    }),
  );
