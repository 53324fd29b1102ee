import type { KindName } from '#src/kinds/index';
import type { Filter } from '#src/store/store';

import {
  agentCosts,
  METADATA,
  recordedCosts,
  withCosts,
  type History,
} from './estimate-history.ts';
import { eachCost, type Costs, type EstimateRequest, type PastTask } from './estimate-types.ts';
import type { Hit, Search, SearchResponse } from './types.ts';

export interface EstimateDeps {
  readonly store: History;
  readonly search: Pick<Search, 'similar'>;
}

/** Kinds that hold past tasks. */
const PAST: readonly KindName[] = [METADATA, 'workspace_tasks', 'tasks'];
const DEFAULT_LIMIT = 5;
/** Fewer past tasks of the same type and repository are too few, and all others are asked too. */
const ENOUGH = 3;
/** A task can be found under its own kind and under its estimate: so many hits for each that is wanted. */
const HITS_PER_TASK = 2;

export interface Found {
  readonly tasks: readonly PastTask[];
  readonly answer: SearchResponse;
  readonly notes: readonly string[];
}

/** Of the same type and repository, as long as there are enough of them. */
export async function pastTasks(deps: EstimateDeps, request: EstimateRequest): Promise<Found> {
  const byAgents = await agentCosts(deps.store);
  const narrow = narrowing(request);
  const near = await foundWithin(deps, request, { byAgents, narrow });
  if (narrow.length === 0 || near.tasks.length >= ENOUGH) return near;
  const all = await foundWithin(deps, request, { byAgents, narrow: [] });
  if (all.tasks.length <= near.tasks.length) return near;
  const wanted = narrow.map(({ field, value }) => `${field} '${String(value)}'`).join(' and ');
  const few = near.tasks.length === 0 ? 'None' : `Only ${near.tasks.length}`;
  const note = `${few} of the past tasks with a known cost ${near.tasks.length === 1 ? 'has' : 'have'} ${wanted}, so that all others were asked too.`;
  return { ...all, notes: [note, ...all.notes] };
}

type Equal = { readonly field: string; readonly op: 'eq'; readonly value: string };

export const narrowing = ({
  type,
  repo,
}: Pick<EstimateRequest, 'type' | 'repo'>): readonly Equal[] =>
  Object.entries({ type, repo }).flatMap(([field, value]) =>
    value === undefined ? [] : [{ field, op: 'eq', value } as const],
  );

interface Within {
  readonly byAgents: ReadonlyMap<string, Costs>;
  readonly narrow: readonly Filter[];
}

async function foundWithin(
  { store, search }: EstimateDeps,
  request: EstimateRequest,
  { byAgents, narrow }: Within,
): Promise<Found> {
  const { title, description, limit = DEFAULT_LIMIT, strict } = request;
  const answer = await search.similar({
    to: { text: [title, description].filter(Boolean).join('\n\n') },
    kinds: PAST,
    where: { and: [withCosts([...byAgents.keys()]), ...narrow] },
    limit: limit * HITS_PER_TASK,
    ...(strict !== undefined && { strict }),
  });
  const recorded = await recordedCosts(
    store,
    answer.hits.filter(({ kind }) => kind === METADATA).map(({ id }) => id),
  );
  const tasks = new Map<string, PastTask>();
  for (const hit of answer.hits) {
    const own = hit.kind === METADATA ? recorded.get(hit.id) : undefined;
    const task = own?.task ?? hit.id;
    const cost = known(own?.cost, known(tasks.get(task)?.cost, byAgents.get(task)));
    tasks.set(task, { ...(tasks.get(task) ?? pastTask(hit)), cost });
  }
  const nearest = [...tasks.values()].slice(0, limit);
  return { tasks: nearest, answer, notes: notesOn(nearest, answer) };
}

const NOTHING: Costs = { minutes: null, tokens: null, usd: null };

/** The first costs, with what they leave open from the second. */
const known = (first: Costs = NOTHING, second: Costs = NOTHING): Costs =>
  eachCost((cost) => first[cost] ?? second[cost]);

const pastTask = ({ kind, id, title, similarity }: Hit): Omit<PastTask, 'cost'> => ({
  kind,
  id,
  title,
  similarity,
});

/** With the shipped model, words without sense come to 0.16 among short titles; where a model calls everything alike, nothing is said. */
const HARDLY_ALIKE = 0.25;

function likenessNotes(tasks: readonly PastTask[]): readonly string[] {
  const nearest = Math.max(...tasks.map(({ similarity }) => similarity ?? 1));
  return nearest < HARDLY_ALIKE
    ? [
        `No past task is really like it (the nearest: ${nearest.toFixed(2)}): this is what tasks cost on average, rather than this one.`,
      ]
    : [];
}

function notesOn(tasks: readonly PastTask[], { degraded }: SearchResponse): readonly string[] {
  if (tasks.length === 0)
    return [
      'There is nothing to go by: no completed task has a known cost. Record what tasks cost in agent_cost_vectors, or the actual_* fields of task_metadata.',
    ];
  return [
    ...likenessNotes(tasks),
    ...(tasks.length < ENOUGH
      ? [`It rests on ${tasks.length} of ${ENOUGH} past tasks that would make it worth something.`]
      : []),
    ...(degraded.length > 0
      ? ['Likeness of meaning could not be told; all past tasks weigh the same.']
      : []),
  ];
}
