import type { Context } from 'hono';

import type { AppDeps } from './deps.ts';
import { endsOf } from './followers.ts';
import { choiceIn, invalidParameter, one, parametersOf } from './parameters.ts';
import type { Waiting } from './wait.ts';

/** Parameters of every write. */
export const WAIT_PARAMETERS = ['wait', 'wait_timeout'] as const;

/** Seconds. */
export const USUAL = 20;
export const MOST = 120;
const SECOND = 1_000;

/** Milliseconds of `?wait=indexed&wait_timeout=5`; undefined without. Read before anything is written. Code: invalid_query. */
export function waitOf(c: Context): number | undefined {
  const parameters = parametersOf(c);
  const isAsked = choiceIn(parameters, 'wait', ['indexed']) !== undefined;
  const text = one(parameters, 'wait_timeout');
  if (text === undefined) return isAsked ? USUAL * SECOND : undefined;
  if (!isAsked) throw invalidParameter('wait_timeout', 'It belongs to wait=indexed.');
  if (/^\d{1,3}(\.\d{1,3})?$/.test(text) && Number(text) <= MOST) return Number(text) * SECOND;
  const detail = `'${text.slice(0, 40)}' is no number of seconds from 0 to ${MOST}.`;
  throw invalidParameter('wait_timeout', detail);
}

/** Ends at once when the model has failed, the client is gone, or the server stops. */
export function waitingFor(c: Context, { embedderState }: AppDeps, timeout: number): Waiting {
  const ends = endsOf(c);
  return {
    timeout,
    hopeless: async () =>
      ends.some(({ aborted }) => aborted) || (await embedderState()).state === 'failed',
  };
}

/** That a wait ended before the index was in step, as an answer says it. */
export interface Waited {
  readonly seconds: number;
  /** Records of the request that still wait. */
  readonly queued: number;
  /** Why no longer, as a sentence. */
  readonly reason: string;
}

const KEY = 'waited';

/** What `sendJson` puts beside an answer whose wait ended too soon. */
export const waitedOf = (c: Context): Waited | undefined => c.get(KEY) as Waited | undefined;

interface Ended {
  /** Milliseconds since 1970. */
  readonly began: number;
  readonly queued: number;
}

/** Everything is written all the same: the answer says so, and that it is not embedded yet. */
export async function sayWaited(
  c: Context,
  { embedderState }: AppDeps,
  { began, queued }: Ended,
): Promise<void> {
  if (queued === 0) return;
  const { state, reason } = await embedderState();
  const late = 'The wait is over; the index goes on, and GET /api/index says how far it is.';
  const told = state === 'failed' ? (reason ?? 'The embedding model cannot be used.') : late;
  c.set(KEY, { seconds: (Date.now() - began) / SECOND, queued, reason: told } satisfies Waited);
}
