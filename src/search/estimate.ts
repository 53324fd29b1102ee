import { correctEstimate, LEAST_PAIRS } from './estimate-correct.ts';
import { readPairs, type History } from './estimate-history.ts';
import { meanCost } from './estimate-mean.ts';
import { narrowing, pastTasks, type EstimateDeps } from './estimate-past.ts';
import {
  COSTS,
  eachCost,
  type Correction,
  type Cost,
  type EstimateRequest,
  type EstimateResponse,
} from './estimate-types.ts';

/** What a new task will cost, by the past tasks most like it. Codes: empty_query, degraded. */
export async function estimateTask(
  deps: EstimateDeps,
  request: EstimateRequest,
): Promise<EstimateResponse> {
  const began = performance.now();
  const found = await pastTasks(deps, request);
  const { corrected, notes } = await correctionsOf(deps.store, request);
  const { mode_used, degraded, index } = found.answer;
  return {
    title: request.title,
    rests_on: found.tasks.length,
    estimate: eachCost((cost) => meanCost(found.tasks, cost)),
    corrected,
    similar: found.tasks,
    notes: [...found.notes, ...notes],
    ...{ mode_used, degraded, index },
    took_ms: Math.round((performance.now() - began) * 100) / 100,
  };
}

interface Corrections {
  readonly corrected: Readonly<Partial<Record<Cost, Correction>>>;
  readonly notes: readonly string[];
}

async function correctionsOf(
  store: History,
  { given = {}, type }: EstimateRequest,
): Promise<Corrections> {
  const corrected: Partial<Record<Cost, Correction>> = {};
  const notes: string[] = [];
  for (const cost of COSTS) {
    const own = given[cost];
    if (own === undefined) continue;
    const ofType = type === undefined ? [] : await readPairs(store, cost, narrowing({ type }));
    const pairs = ofType.length >= LEAST_PAIRS ? ofType : await readPairs(store, cost);
    const correction = correctEstimate(own, pairs);
    if (correction) corrected[cost] = correction;
    else
      notes.push(
        `Your estimate of ${cost} stays as it is: ${pairs.length} earlier ${pairs.length === 1 ? 'one has' : 'ones have'} an outcome, and ${LEAST_PAIRS} are needed to correct it.`,
      );
  }
  return { corrected, notes };
}
