import type { Context } from 'hono';
import { z } from 'zod';

import { parseTimestamp } from '#src/kinds/timestamp';
import { nextChanges } from '#src/operations/next-changes';
import type { ChangesQuery } from '#src/store/store';

import { eventStream } from './change-events.ts';
import type { AppDeps } from './deps.ts';
import { EVENT_HEADERS, wantsEvents } from './event-stream.ts';
import type { Follower } from './followers.ts';
import { sendJson } from './json.ts';
import { checkParameters } from './known-parameters.ts';
import { invalidParameter, kindsIn, limitIn, one, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';
import { must } from './validation.ts';
import { bodyOf } from './write.ts';

const PAGE = 100;
/** Seconds that a request may wait. */
export const LONGEST_WAIT = 60;

type Enter = (c: Context) => Follower;

/** GET /api/changes: writes in order, a page at a time or, with `Accept: text/event-stream`, as they come. */
export const listChanges =
  (deps: AppDeps, enter: Enter): Handler =>
  async (c) => {
    const parameters = parametersOf(c);
    checkParameters(parameters, ['since', 'limit', 'kind', 'wait']);
    const [query, wait] = [queryIn(parameters), waitIn(parameters)];
    c.header('Vary', 'Accept');
    c.header('Cache-Control', 'no-store');
    if (wantsEvents(c)) return sendEvents(c, deps, { query, enter });
    if (wait === 0) return sendJson(c, await deps.store.changes(query));
    const follower = enter(c);
    try {
      const until = Date.now() + wait * 1000;
      return sendJson(c, await nextChanges(deps.store, query, { until, signal: follower.signal }));
    } finally {
      follower.leave();
    }
  };

function queryIn(parameters: URLSearchParams): ChangesQuery {
  const [after, kinds] = [one(parameters, 'since'), kindsIn(parameters)];
  return {
    limit: limitIn(parameters, PAGE),
    ...(after !== undefined && { after }),
    ...(kinds.length > 0 && { kinds }),
  };
}

/** Code: invalid_query. */
function waitIn(parameters: URLSearchParams): number {
  const text = one(parameters, 'wait') ?? '0';
  const seconds = /^\d{1,3}(\.\d{1,3})?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds <= LONGEST_WAIT) return seconds;
  const detail = `'${text.slice(0, 40)}' is no number of seconds from 0 to ${LONGEST_WAIT}.`;
  throw invalidParameter('wait', detail);
}

interface Asked {
  readonly query: ChangesQuery;
  readonly enter: Enter;
}

/** A client that comes back says where it was: then that counts, and not the address that it was given once. */
async function sendEvents(
  c: Context,
  { store }: AppDeps,
  { query, enter }: Asked,
): Promise<Response> {
  const last = c.req.header('Last-Event-ID');
  const from = last ? { ...query, after: last } : query;
  const first = await store.changes(from);
  if (c.req.method === 'HEAD') return c.body(null, 200, EVENT_HEADERS);
  return c.body(eventStream(store, { query: from, first, follower: enter(c) }), 200, EVENT_HEADERS);
}

export const FORGET = z.strictObject({
  before: z
    .string()
    .transform((text) => parseTimestamp(text) ?? text)
    .refine((time) => parseTimestamp(time) !== undefined, {
      error: ({ input }) => `'${String(input).slice(0, 40)}' is no time; write one as 2025-11-01.`,
    }),
});

/** POST /api/changes/forget with {"before": "2025-11-01"}: drops older values of all records; the feed stays. */
export const forgetChanges =
  (deps: AppDeps): Handler =>
  async (c) => {
    checkParameters(parametersOf(c), []);
    const about = { pointer: '', known: ['before'], label: 'request to forget' };
    const next = 'Say before which day: {"before": "2025-11-01"}.';
    const { before } = must(FORGET, await bodyOf(c, deps), { ...about, next });
    return sendJson(c, { forgotten: await deps.store.forget({ before }) });
  };
