import { kindNames } from '#src/kinds/index';

import type { Bench, Part } from './bench.ts';
import { asking, DATASETS, openFilled } from './lists.ts';
import { measure } from './measure.ts';
import { lineOf, median, type Report } from './report.ts';

/** The dashboard, the counts of every kind, and an estimate. */
export const statisticsPart: Part = {
  name: 'statistics',
  run: async (bench) => {
    const reports: Report[] = [];
    for (const title of Object.keys(DATASETS)) reports.push(await measureStatistics(bench, title));
    return reports;
  },
};

const SHOWN = 10;

async function measureStatistics(bench: Bench, title: string): Promise<Report> {
  const filled = await openFilled(bench, 'statistics', title);
  try {
    const kinds = kindNames.filter((name) => (filled.sizes[name] ?? 0) > 0);
    const counts = Object.fromEntries(
      kinds.map((name) => [`GET /api/stats/${name}`, asking(filled, `/api/stats/${name}`)]),
    );
    const every = asking(
      filled,
      '/api/stats/task?by=status,priority,repo,week(created),month(created),assigned_to,context_id',
    );
    const { dashboard, bare, estimate, ...rest } = await measure<string>(
      {
        ...counts,
        'a task by seven fields': every,
        dashboard: asking(filled, '/api/stats'),
        estimate: asking(filled, '/api/estimate', ESTIMATE),
        bare: () => filled.bare.everything(kinds),
      },
      { rounds: bench.quick ? 5 : 20, warmUp: 3 },
    );
    const floor = lineOf('bare SELECT of every record', bare ?? []);
    const lines = Object.entries(rest)
      .map(([name, times]) => lineOf(name, times, { against: floor }))
      .sort((a, b) => b.p50 - a.p50);
    return {
      title: `statistics: ${title}, ${filled.records.toLocaleString('en')} records`,
      facts: {
        queries: lines.length,
        'median ms': Math.round(median(lines.map(({ p50 }) => p50)) * 100) / 100,
      },
      lines: [
        floor,
        lineOf('GET /api/stats, the whole dashboard', dashboard ?? [], { against: floor }),
        lineOf('POST /api/estimate, by keyword', estimate ?? [], { against: floor }),
        ...lines.slice(0, SHOWN),
      ],
    };
  } finally {
    await filled.close();
  }
}

const ESTIMATE: RequestInit = {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ title: 'lock the queue of agents', estimated_effort_minutes: 90 }),
};
