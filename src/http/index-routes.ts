import type { Context } from 'hono';
import { z } from 'zod';

import { noSuchRecord } from '#src/errors';
import { indexReport } from '#src/operations/index-report';
import type { FailureShown } from '#src/operations/index-types';
import type { FailedJob, RecordKey } from '#src/store/store';

import type { AppDeps } from './deps.ts';
import { EVENT_HEADERS, wantsEvents } from './event-stream.ts';
import type { Follower } from './followers.ts';
import { atMostEvery, indexEvents, SHARED } from './index-events.ts';
import { sendJson } from './json.ts';
import { kindCalled, limitIn, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const FAILURES = 100;

/**
 * GET /api/index: how far the vectors are in step, how fast they come on, and who works on them;
 * with `Accept: text/event-stream` now, and whenever that changes.
 */
export function indexStatus(deps: AppDeps, enter: (c: Context) => Follower): Handler {
  const look = atMostEvery(SHARED, () => indexReport(deps));
  return async (c) => {
    c.header('Vary', 'Accept');
    if (!wantsEvents(c)) return sendJson(c, await indexReport(deps));
    c.header('Cache-Control', 'no-store');
    if (c.req.method === 'HEAD') return c.body(null, 200, EVENT_HEADERS);
    const first = await look();
    return c.body(indexEvents({ look, first, follower: enter(c) }), 200, EVENT_HEADERS);
  };
}

/** GET /api/index/failures?space=: records that could not be embedded in a space, the current one by default, and why. */
export const indexFailures =
  ({ store }: AppDeps): Handler =>
  async (c) => {
    const query = parametersOf(c);
    const found = await store.failures(limitIn(query, FAILURES), one(query, 'space'));
    return sendJson(c, { items: found.map(shown) });
  };

const shown = ({ due, ...failure }: FailedJob): FailureShown => ({ ...failure, next_try: due });

export const RETRY = z.strictObject({ kind: z.string(), id: z.string() });
const ABOUT = { pointer: '', known: Object.keys(RETRY.shape), label: 'retry' };

/** POST /api/index/retry: makes the failed ones due again, all or the one of {"kind": "...", "id": "..."}. */
export const retryIndex =
  (deps: AppDeps): Handler =>
  async (c) => {
    const { store, indexer } = deps;
    const retried = await store.retryFailed(await recordIn(c, deps));
    indexer?.forgive?.();
    indexer?.poke();
    return sendJson(c, { retried });
  };

/** Code: not_found. */
async function recordIn(c: Context, deps: AppDeps): Promise<RecordKey | undefined> {
  if (c.req.header('Content-Type') === undefined) return undefined;
  const given = must(RETRY, await bodyOf(c, deps), ABOUT);
  const record = { kind: kindCalled(given.kind), id: given.id };
  if (!(await deps.store.get(record.kind, record.id))) throw noSuchRecord(record.kind, record.id);
  return record;
}
