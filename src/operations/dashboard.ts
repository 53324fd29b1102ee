import { kindNames } from '#src/kinds/index';
import type { Store } from '#src/store/store';

import { accuracyFigures } from './dashboard-accuracy.ts';
import { figuresOf, metricFigures, PARTS } from './dashboard-learning.ts';
import {
  decisionFigures,
  issueFigures,
  sessionFigures,
  taskFigures,
  type Reads,
} from './dashboard-work.ts';
import { overviewOf } from './statistics.ts';
import type { Dashboard } from './statistics-types.ts';

export interface DashboardOptions {
  readonly now: Date;
  /** Days without a write that make a task in work a stale one. */
  readonly staleDays: number;
}

/** Everything of the dashboard in one answer, as it is at `now` in UTC. */
export async function readDashboard(
  store: Reads & Pick<Store, 'summary'>,
  { now, staleDays }: DashboardOptions,
): Promise<Dashboard> {
  const began = performance.now();
  const part = (name: keyof typeof PARTS) => figuresOf(store, PARTS[name], now);
  const figures = {
    at: now.toISOString(),
    kinds: await kindFigures(store, now),
    tasks: await taskFigures(store, { now, days: staleDays }),
    sessions: await sessionFigures(store),
    issues: await issueFigures(store),
    decisions: await decisionFigures(store),
    queue: await part('queue'),
    orchestration: await part('orchestration'),
    bootstrap: await metricFigures(store),
    agent_cost: await part('agent_cost'),
    defects: await part('defects'),
    estimation: await accuracyFigures(store),
  };
  return { ...figures, took_ms: Math.round((performance.now() - began) * 100) / 100 };
}

async function kindFigures(
  store: Reads & Pick<Store, 'summary'>,
  now: Date,
): Promise<Dashboard['kinds']> {
  const { records } = await store.summary();
  const held = kindNames.filter((name) => (records[name] ?? 0) > 0);
  const figures = await Promise.all(held.map((name) => overviewOf(store, name, now)));
  return Object.fromEntries(figures.map((each) => [each.kind, each]));
}
