import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { CountQuery, Dimension, Filter } from '#src/store/store';

import { SHOWN, type Reads } from './dashboard-work.ts';
import { recentDimensions, withoutUnreadable } from './statistics.ts';
import type { Figures, MetricFigures } from './statistics-types.ts';

/** What a part of the dashboard counts, as data. */
interface Part {
  readonly kind: KindName;
  readonly by: readonly string[];
  readonly measures?: readonly string[];
  /** Days and weeks too. */
  readonly recent?: boolean;
}

export const PARTS = {
  queue: {
    kind: 'tasks',
    by: ['status', 'priority', 'capability_required'],
    measures: ['failures'],
  },
  orchestration: {
    kind: 'orchestration_decisions',
    by: ['success', 'agent_id'],
    measures: ['tokens_used', 'duration_seconds'],
    recent: true,
  },
  agent_cost: {
    kind: 'agent_cost_vectors',
    by: ['agent', 'model'],
    measures: ['tokens_in', 'tokens_out', 'api_cost_usd', 'latency_ms'],
    recent: true,
  },
  defects: {
    kind: 'defect_recording_logs',
    by: ['phase_injected', 'phase_removed', 'type', 'severity'],
    measures: ['fix_minutes'],
  },
} as const satisfies Readonly<Record<string, Part>>;

export async function figuresOf(store: Reads, part: Part, now: Date): Promise<Figures> {
  const { kind, by, measures, recent = false } = part;
  const plain = by.map((field): Dimension => ({ name: field, field }));
  const dimensions = [...plain, ...(recent ? recentDimensions(kindOf(kind), now) : [])];
  const query: CountQuery = { kind, by: dimensions, ...(measures && { measures }) };
  const counts = await store.counts(query);
  return { ...counts, by: withoutUnreadable(query, counts.by) };
}

const METRICS: KindName = 'bootstrap_learning_metrics';
const MOST_METRICS = 20;
const NEWEST_FIRST = [{ field: 'recorded', descending: true }] as const;

/** 003's bootstrap figures: of each metric its newest values, the most recorded metrics first. */
export async function metricFigures(store: Reads): Promise<readonly MetricFigures[]> {
  const by = [{ name: 'metric', field: 'metric' }];
  const counts = await store.counts({ kind: METRICS, by });
  const metrics = (counts.by['metric'] ?? []).slice(0, MOST_METRICS);
  return Promise.all(metrics.map(({ value }) => metricCalled(store, String(value))));
}

async function metricCalled(store: Reads, metric: string): Promise<MetricFigures> {
  const where: Filter = { field: 'metric', op: 'eq', value: metric };
  const query = { kind: METRICS, where, sort: NEWEST_FIRST, limit: SHOWN };
  const { items } = await store.list(query);
  const [newest = {}, before] = items;
  const value = Number(newest['value']);
  return {
    metric,
    value,
    unit: (newest['unit'] ?? null) as string | null,
    target: (newest['target'] ?? null) as number | null,
    at: momentOf(newest),
    change: before ? value - Number(before['value']) : null,
    trend: items
      .map((record) => ({ at: momentOf(record), value: Number(record['value']) }))
      .reverse(),
  };
}

const momentOf = (record: AnyRecord): string => String(record['period_end'] ?? record['recorded']);
