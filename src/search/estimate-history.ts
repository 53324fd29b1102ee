import type { KindName } from '#src/kinds/index';
import type { Filter, Measure, Records, Statistics } from '#src/store/store';

import type { Cost, Costs } from './estimate-types.ts';

export type History = Pick<Records, 'list'> & Pick<Statistics, 'counts'>;

/** An estimate and what came of it. */
export interface Pair {
  readonly estimated: number;
  readonly actual: number;
}

/** Fields of `task_metadata` with an estimate and its outcome. */
export const ESTIMATED = {
  size: ['estimated_size', 'actual_size'],
  minutes: ['estimated_effort_minutes', 'actual_effort_minutes'],
  tokens: ['estimated_tokens', 'actual_tokens'],
  usd: ['estimated_cost_usd', 'actual_cost_usd'],
} as const satisfies Readonly<Record<Cost | 'size', readonly [string, string]>>;
export type Estimated = keyof typeof ESTIMATED;

export const METADATA: KindName = 'task_metadata';
const VECTORS: KindName = 'agent_cost_vectors';
/** Newest pairs that are read: a process changes, and old pairs speak of an old one. */
const MOST_PAIRS = 1_000;
/** Tasks with runs of agents, those with the most runs first: each is a bound value of the search. */
const MOST_TASKS = 2_000;
const MINUTE = 60_000;

const COMPLETED: Filter = { field: 'status', op: 'eq', value: 'completed' };
const given = (field: string): Filter => ({ field, op: 'null', value: false });

/** Pairs of the newest completed tasks that have both numbers, and of which `where` holds. */
export async function readPairs(
  store: Pick<Records, 'list'>,
  what: Estimated,
  where: readonly Filter[] = [],
): Promise<readonly Pair[]> {
  const [estimated, actual] = ESTIMATED[what];
  const { items } = await store.list({
    kind: METADATA,
    where: { and: [COMPLETED, given(estimated), given(actual), ...where] },
    sort: [{ field: 'created', descending: true }],
    fields: [estimated, actual],
    limit: MOST_PAIRS,
  });
  return items.map((record) => ({
    estimated: Number(record[estimated]),
    actual: Number(record[actual]),
  }));
}

/** What the runs of agents for a task cost in all, by the task's id. */
export async function agentCosts(store: History): Promise<ReadonlyMap<string, Costs>> {
  const { by } = await store.counts({
    kind: VECTORS,
    by: [{ name: 'task', field: 'task_id' }],
    measures: ['latency_ms', 'tokens_in', 'tokens_out', 'api_cost_usd'],
  });
  const tasks = (by['task'] ?? []).slice(0, MOST_TASKS);
  return new Map(tasks.map(({ value, measures = {} }) => [String(value), costsOf(measures)]));
}

function costsOf(measures: Readonly<Record<string, Measure>>): Costs {
  const sum = (...names: readonly string[]): number | null => {
    const known = names.flatMap((name) => measures[name] ?? []).filter(({ count }) => count > 0);
    return known.length === 0 ? null : known.reduce((all, each) => all + each.sum, 0);
  };
  const milliseconds = sum('latency_ms');
  return {
    minutes: milliseconds === null ? null : milliseconds / MINUTE,
    tokens: sum('tokens_in', 'tokens_out'),
    usd: sum('api_cost_usd'),
  };
}

/** Estimates' records with their recorded outcome, by their ids. */
export async function recordedCosts(
  store: History,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { readonly task: string | null; readonly cost: Costs }>> {
  const { items } = await store.list({
    kind: METADATA,
    where: { field: 'id', op: 'in', value: ids },
    fields: ['task_id', ...Object.values(ESTIMATED).map(([, actual]) => actual)],
    sort: [],
    limit: ids.length + 1,
  });
  const number = (value: unknown): number | null => (typeof value === 'number' ? value : null);
  return new Map(
    items.map((record) => {
      const actual = (cost: Cost): number | null => number(record[ESTIMATED[cost][1]]);
      const cost = { minutes: actual('minutes'), tokens: actual('tokens'), usd: actual('usd') };
      const task = typeof record['task_id'] === 'string' ? record['task_id'] : null;
      return [String(record['id']), { task, cost }] as const;
    }),
  );
}

/** Completed tasks of which some cost is known: recorded itself, or by the runs of agents for these tasks. */
export const withCosts = (tasks: readonly string[]): Filter => ({
  and: [
    COMPLETED,
    {
      or: [
        ...(['minutes', 'tokens', 'usd'] as const).map((cost) => given(ESTIMATED[cost][1])),
        { field: 'id', op: 'in', value: tasks },
        { field: 'task_id', op: 'in', value: tasks },
      ],
    },
  ],
});
