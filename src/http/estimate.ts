import { z } from 'zod';

import { estimateTask } from '#src/search/estimate';
import type { EstimateRequest } from '#src/search/estimate-types';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const MOST_TASKS = 50;
const LONGEST_TITLE = 1_000;
const LONGEST_TEXT = 100_000;

const amount = () => z.number().positive().optional();
const word = () => z.string().min(1).max(LONGEST_TITLE).optional();

export const ESTIMATE = z.strictObject({
  title: z.string().trim().min(1).max(LONGEST_TITLE),
  description: z.string().max(LONGEST_TEXT).optional(),
  type: word(),
  repo: word(),
  estimated_effort_minutes: amount(),
  estimated_tokens: amount(),
  estimated_cost_usd: amount(),
  limit: z.int().min(1).max(MOST_TASKS).optional(),
  strict: z.boolean().optional(),
});

const ABOUT = { pointer: '', known: Object.keys(ESTIMATE.shape), label: 'task to estimate' };

/** POST /api/estimate: what a task will cost, by the past tasks most like it. */
export const estimate =
  (deps: AppDeps): Handler =>
  async (c) => {
    const body = must(ESTIMATE, await bodyOf(c, deps), ABOUT);
    return sendJson(c, await estimateTask(deps, requestOf(body)));
  };

function requestOf(body: z.output<typeof ESTIMATE>): EstimateRequest {
  const { estimated_effort_minutes, estimated_tokens, estimated_cost_usd, ...rest } = body;
  const given = {
    minutes: estimated_effort_minutes,
    tokens: estimated_tokens,
    usd: estimated_cost_usd,
  };
  return { ...defined(rest), given: defined(given) } as EstimateRequest;
}

/** Without what was not given. */
const defined = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined),
  ) as Partial<T>;
