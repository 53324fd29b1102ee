import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { createWorkerEmbedder, type WorkerEmbedder } from '#embeddings/worker-embedder';
import { createIndexer } from '#indexer/run';
import { DEFAULT_MODEL } from '#models/catalog';
import type { AnyRecord } from '#src/kinds/kind';
import type { KindName } from '#src/kinds/index';
import { createSearch } from '#src/search/search';
import type { Search } from '#src/search/types';
import { openStore } from '#src/store/sqlite/open';
import type { Store } from '#src/store/store';

import type { Entry, JudgedSet } from './sets.ts';

/** A set in a database of its own, indexed as the product does it. */
export interface IndexedSet {
  readonly search: Search;
  readonly store: Store;
  /** The set's id of a hit. */
  idOf(hit: { readonly kind: KindName; readonly id: string }): string;
  close(): Promise<void>;
}

/** The model that ships with the project. */
export const shippedEmbedder = (): WorkerEmbedder =>
  createWorkerEmbedder({
    model: DEFAULT_MODEL,
    source: { modelsFolder: join(process.cwd(), 'models') },
  });

export async function indexSet(set: JudgedSet, embedder: WorkerEmbedder): Promise<IndexedSet> {
  const folder = mkdtempSync(join(tmpdir(), 'workspace-relevance-'));
  const store = openStore({ path: join(folder, 'set.db'), migrations: 'migrations' });
  const ids = await fill(store, set);
  await createIndexer({ store, embedder, holder: 'relevance' }).drain();
  return {
    search: createSearch({ store, embedder }),
    store,
    idOf: ({ kind, id }) => ids.get(`${kind} ${id}`) ?? id,
    close: async () => {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const BATCH = 200;

/** Ids of other sets hold what no id here may: theirs are numbered. */
async function fill(store: Store, { corpus }: JudgedSet): Promise<ReadonlyMap<string, string>> {
  const ids = new Map<string, string>();
  const operations = corpus.map((entry, index) => {
    const kind = entry.kind ?? 'documents';
    const id = `R-${String(index)}`;
    ids.set(`${kind} ${id}`, entry._id);
    return { op: 'create', kind, value: { id, ...SHAPES[kind]?.(entry) } } as const;
  });
  for (let start = 0; start < operations.length; start += BATCH)
    await store.write({ operations: operations.slice(start, start + BATCH) });
  return ids;
}

/** As the indexer reads it: some sets have a whole paragraph there, with links to what is to be found. */
const stateOf = (status: Entry['status']): string | null =>
  /\p{L}+/u.exec(status ?? '')?.[0].toLowerCase() ?? null;

/** How an entry becomes a record of a kind. */
const SHAPES: Partial<Record<KindName, (entry: Entry) => AnyRecord>> = {
  documents: ({ _id, title, text, status, repo, date }) => ({
    title: title || ' ',
    content: text,
    doc_type: 'adr',
    path: _id,
    repo: repo ?? 'set',
    status: stateOf(status),
    date: date ?? null,
  }),
  architecture_decisions: ({ title, text, status, repo, date }) => ({
    decision: title,
    rationale: text,
    ...(status && { status }),
    ...(date !== undefined && { date }),
    repos_affected: repo === undefined ? [] : [repo],
  }),
  cross_repo_issues: ({ title, text, repo, date }) => ({
    title,
    description: text,
    type: 'bug',
    severity: 'MEDIUM',
    ...(date !== undefined && { detected: date }),
    repos_affected: repo === undefined ? [] : [repo],
  }),
  workspace_tasks: ({ title, text, repo, date }) => ({
    title,
    notes: text,
    ...(date !== undefined && { created: date }),
    repos_affected: repo === undefined ? [] : [repo],
  }),
};
