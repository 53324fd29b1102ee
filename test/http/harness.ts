import type { Hono } from 'hono';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createApp } from '#src/http/app';
import type { AppDeps } from '#src/http/deps';
import { createMetrics } from '#src/http/observing/metrics';
import { createBackupKeeper } from '#src/operations/backup';
import { createSearch } from '#src/search/search';
import type { Store } from '#src/store/store';

import { createFakeEmbedder, type FakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore } from '#test/support/temporary-store';

/** Answers differ by route; a test names what it expects of one. */
export interface Body {
  readonly [key: string]: unknown;
  readonly id: string;
  readonly etag: string;
  readonly code: string;
  readonly detail: string;
  readonly next: string;
  readonly total: number;
  readonly next_cursor: string | null;
  readonly record: Readonly<Record<string, unknown>>;
  readonly items: readonly Readonly<Record<string, unknown>>[];
  readonly errors: readonly {
    readonly pointer?: string;
    readonly parameter?: string;
    readonly detail: string;
  }[];
  readonly hits: readonly { readonly kind: string; readonly id: string }[];
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The JSON, or an empty object. */
  readonly body: Body;
}

export interface Asked {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly json?: unknown;
  /** Sent as it is. */
  readonly body?: string | Uint8Array | ReadableStream;
}

export interface Harness {
  readonly app: Hono;
  readonly store: Store;
  readonly embedder: FakeEmbedder;
  /** How often a write told the indexer. */
  pokes(): number;
  /** Embeds all that waits. */
  index(): Promise<void>;
  ask(method: string, path: string, asked?: Asked): Promise<Answer>;
}

/** An app over a new database in a folder of its own, with a fake model; removed when the file's tests are over. */
export function createHarness(deps: Partial<AppDeps> = {}): Harness {
  const { store, path, remove } = temporaryStore();
  const embedder = createFakeEmbedder();
  const indexer = createIndexer({ store, embedder, holder: 'test' });
  let pokes = 0;
  const app = createApp({
    store,
    search: createSearch({ store, embedder }),
    indexer: { poke: () => void (pokes += 1) },
    embedderState: () => ({ state: 'ready', model: embedder.info.model }),
    version: '0.0.0-test',
    databasePath: path,
    metrics: createMetrics(),
    backups: createBackupKeeper({
      ...{ store, database: path, directory: join(dirname(path), 'backups'), keep: 2 },
    }),
    ...deps,
  });
  afterAll(async () => {
    await indexer.stop();
    await remove();
  });
  return {
    app,
    store,
    embedder,
    pokes: () => pokes,
    index: async () => void (await indexer.drain()),
    ask: (method, requestPath, asked) => ask(app, { method, path: requestPath, ...asked }),
  };
}

export async function ask(
  app: Hono,
  { method, path, headers = {}, json, body }: Asked & { method: string; path: string },
): Promise<Answer> {
  const given = json === undefined ? body : JSON.stringify(json);
  const response = await app.request(path, {
    method,
    headers: { ...(json !== undefined && { 'Content-Type': 'application/json' }), ...headers },
    ...(given !== undefined && { body: given, duplex: 'half' }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, text, body: parsed(text) };
}

function parsed(text: string): Body {
  try {
    return JSON.parse(text) as Body;
  } catch {
    return {} as Body;
  }
}
