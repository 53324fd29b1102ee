import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { limitIn, parametersOf } from './parameters.ts';
import type { Handler } from './routes.ts';

const FAILURES = 100;

/** GET /api/index: how far the vectors are in step with the records. */
export const indexStatus =
  ({ store }: AppDeps): Handler =>
  async (c) =>
    sendJson(c, await store.indexStatus());

/** GET /api/index/failures: records that could not be embedded, and why. */
export const indexFailures =
  ({ store }: AppDeps): Handler =>
  async (c) =>
    sendJson(c, { items: await store.failures(limitIn(parametersOf(c), FAILURES)) });

/** POST /api/index/retry: makes the failed ones due again. */
export const retryIndex =
  ({ store, indexer }: AppDeps): Handler =>
  async (c) => {
    const retried = await store.retryFailed();
    indexer?.poke();
    return sendJson(c, { retried });
  };
