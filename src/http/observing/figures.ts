import type { Context } from 'hono';

import type { AppDeps } from '#src/http/deps';
import { indexReport } from '#src/operations/index-report';
import { same } from '#src/operations/conditions';
import { TASKS } from '#src/operations/unmet-dependencies';
import type { SpaceStatus, Store } from '#src/store/store';

import type { Figures, GaugeName } from './gauges.ts';

/** Everything that is measured only when somebody asks. A database that does not answer is a figure, too. */
export async function figuresOf(deps: AppDeps, c: Context): Promise<Figures> {
  const connections = await connectionsOf(c);
  return {
    workspace_info: [{ labels: { version: deps.version }, value: 1 }],
    ...(connections !== undefined && one('workspace_http_connections', connections)),
    ...(await ofDatabase(deps).catch(() => one('workspace_database_up', 0))),
  };
}

const one = (name: GaugeName, value: number): Figures => ({ [name]: [{ value }] });

async function ofDatabase(deps: AppDeps): Promise<Figures> {
  const { bytes, walBytes } = await deps.store.pulse();
  const { records } = await deps.store.summary();
  return {
    ...one('workspace_database_up', 1),
    ...one('workspace_database_bytes', bytes),
    ...one('workspace_database_wal_bytes', walBytes),
    workspace_records: Object.entries(records).map(([kind, value]) => ({
      ...{ labels: { kind }, value },
    })),
    workspace_queue_tasks: await queued(deps.store),
    ...(await ofIndex(deps)),
    ...(await ofSearch(deps)),
  };
}

const QUEUED = ['pending', 'in_progress'] as const;

const queued = (store: Pick<Store, 'list'>) =>
  Promise.all(
    QUEUED.map(async (status) => {
      const where = same('status', status);
      const { total } = await store.list({ kind: TASKS, where, sort: [], limit: 1 });
      return { labels: { status }, value: total };
    }),
  );

async function ofIndex({ store, indexer }: AppDeps): Promise<Figures> {
  const spaces = await store.spaceStatuses();
  const { passages_per_second: pace } = await indexReport({
    ...{ store },
    ...(indexer && { indexer }),
  });
  return {
    workspace_index_passages: bySpace(spaces, ({ passages }) => passages),
    workspace_index_pending_records: bySpace(spaces, ({ pending }) => pending),
    workspace_index_failed_records: bySpace(spaces, ({ failed }) => failed),
    ...(pace !== null && one('workspace_index_passages_per_second', pace)),
  };
}

const STATES = ['current', 'building', 'kept'] as const;

/** Spaces come and go with their fingerprints, and states do not: those of a state are added up. */
const bySpace = (spaces: readonly SpaceStatus[], count: (space: SpaceStatus) => number) =>
  STATES.map((space) => ({
    labels: { space },
    value: spaces
      .filter(({ state }) => state === space)
      .reduce((sum, each) => sum + count(each), 0),
  }));

const READY: ReadonlySet<string> = new Set(['ready', 'unloaded']);
const LEGS = ['keyword', 'vector'] as const;

async function ofSearch({ embedderState, search }: AppDeps): Promise<Figures> {
  const { state } = await embedderState();
  const faults = await search.faults();
  return {
    ...one('workspace_embedder_ready', READY.has(state) ? 1 : 0),
    workspace_search_degraded: LEGS.map((leg) => ({
      labels: { leg },
      value: faults.some((fault) => fault.leg === leg) ? 1 : 0,
    })),
  };
}

/** As `listen` hands it to every request; there are none within this process. */
const connectionsOf = async (c: Context): Promise<number | undefined> =>
  (c.env as { connections?: () => Promise<number> } | undefined)?.connections?.();
