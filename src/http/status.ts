import { indexReport } from '#src/operations/index-report';
import { growthReport } from '#src/operations/growth';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import type { Handler } from './routes.ts';

/** GET /health: open to all, for a supervisor. */
export const health: Handler = (c) => sendJson(c, { status: 'ok' });

/** GET /api/status: what is kept, how it grows, and what can answer. */
export const status =
  ({
    store,
    search,
    indexer,
    version,
    databasePath,
    embedderState,
    backups: made,
  }: AppDeps): Handler =>
  async (c) => {
    const summary = await store.summary();
    const grown = await store.growth();
    const database = {
      ...(databasePath !== undefined && { path: databasePath }),
      bytes: summary.bytes,
      wal_bytes: grown.walBytes,
    };
    const { records } = summary;
    const index = await indexReport({ store, indexer });
    const growth = growthReport(summary, grown);
    const backups = await made?.state();
    return sendJson(c, {
      ...{ version, database, records, growth, index },
      ...(backups && { backups }),
      embedder: await embedderState(),
      search: { degraded: await search.faults() },
    });
  };
