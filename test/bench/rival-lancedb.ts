import { join } from 'node:path';

import type { Entry, LoadPackage, Rival } from './rival.ts';

/** As much of LanceDB as is used here. */
interface LanceDb {
  connect(path: string): Promise<Connection>;
  readonly Index: { fts(): unknown; bitmap(): unknown };
  readonly rerankers: { readonly RRFReranker: { create(): Promise<unknown> } };
}
interface Connection {
  createTable(name: string, rows: readonly unknown[]): Promise<Table>;
  close(): void;
}
interface Table {
  add(rows: readonly unknown[]): Promise<unknown>;
  createIndex(column: string, options: { readonly config: unknown }): Promise<unknown>;
  query(): Query;
}
interface Query {
  nearestTo(vector: Float32Array): Query;
  fullTextSearch(text: string): Query;
  where(condition: string): Query;
  rerank(reranker: unknown): Query;
  select(columns: readonly string[]): Query;
  limit(count: number): Query;
  toArray(): Promise<readonly unknown[]>;
}

/** Rows of one write. */
const BATCH = 10_000;

/** Hybrid with RRF, exact like ours: without a vector index LanceDB compares all; words and repositories have theirs. */
export async function openLanceDb(
  load: LoadPackage,
  folder: string,
  entries: readonly Entry[],
): Promise<Rival> {
  process.env['LANCE_LOG'] ??= 'error'; // else it warns at every question
  const { connect, Index, rerankers } = load('@lancedb/lancedb') as LanceDb;
  const connection = await connect(join(folder, `lancedb-${entries.length}`));
  const table = await connection.createTable('passages', entries.slice(0, BATCH));
  for (let from = BATCH; from < entries.length; from += BATCH)
    await table.add(entries.slice(from, from + BATCH));
  await table.createIndex('text', { config: Index.fts() });
  await table.createIndex('repo', { config: Index.bitmap() });
  const reranker = await rerankers.RRFReranker.create();
  return {
    ask: async ({ text, vector, repo }) => {
      const query = table.query().nearestTo(vector).fullTextSearch(text).rerank(reranker);
      const scoped = repo === undefined ? query : query.where(`repo = '${repo}'`);
      return scoped.select(['id', 'text', 'repo']).limit(10).toArray();
    },
    close: async () => connection.close(),
  };
}
