import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import type { Handler } from './routes.ts';

/** GET /health: open to all, for a supervisor. */
export const health: Handler = (c) => sendJson(c, { status: 'ok' });

/** GET /api/status: what is kept, and what can answer. */
export const status =
  ({ store, version, databasePath, embedderState }: AppDeps): Handler =>
  async (c) => {
    const { records, index, bytes } = await store.summary();
    const database = { ...(databasePath !== undefined && { path: databasePath }), bytes };
    return sendJson(c, { version, database, records, index, embedder: embedderState() });
  };
