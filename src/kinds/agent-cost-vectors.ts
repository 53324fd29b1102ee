import { index, integer, real, sqliteTable, text } from 'drizzle-orm/sqlite-core';

import { createdNow, id, object } from './columns.ts';
import { defineKind } from './kind.ts';

/**
 * What one run of an agent cost ("latency, tokens, API costs", 003). Chosen: one row per run, a
 * column per measure; `task_id` names a task of any kind, and no foreign key keeps a run from being logged.
 */
export const table = sqliteTable(
  'agent_cost_vectors',
  {
    id: id(),
    time: createdNow('time'),
    task_id: text('task_id').notNull(),
    agent: text('agent').notNull(),
    agent_version: text('agent_version'),
    iteration: integer('iteration'),
    model: text('model'),
    provider: text('provider'),
    latency_ms: real('latency_ms'),
    tokens_in: integer('tokens_in'),
    tokens_out: integer('tokens_out'),
    api_cost_usd: real('api_cost_usd'),
    tool_calls: integer('tool_calls'),
    retries: integer('retries'),
    repo: text('repo'),
    metadata: object('metadata'),
  },
  (t) => [
    index('idx_agent_cost_vectors_time').on(t.time),
    index('idx_agent_cost_vectors_task_id').on(t.task_id),
    index('idx_agent_cost_vectors_agent').on(t.agent),
  ],
);

export const agentCostVectors = defineKind({
  table,
  label: 'agent cost vector',
  short: ['cost', 'costs'],
  id: { style: 'ulid', prefix: 'COST-' },
  title: 'task_id',
  sort: '-time',
  facets: { repo: 'repo', date: 'time' },
  relations: {
    references: {
      task_id: { to: ['workspace_tasks', 'tasks'], in: 'costs' },
    },
  },
});
