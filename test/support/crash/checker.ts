import Sqlite from 'better-sqlite3';
import { expect } from 'vitest';

import type { Embedder, Embedders } from '#embeddings/embedder';
import { headerOf } from '#indexer/header';
import { wantedPassages } from '#indexer/plan';
import { createIndexer } from '#indexer/run';
import { staleRecords } from '#indexer/stale';
import { kindNames, kindOf } from '#src/kinds/index';
import { examine } from '#src/operations/doctor';
import { openStore } from '#src/store/sqlite/open';
import type { IndexJob, Space, Store, WriteOperation } from '#src/store/store';
import { MIGRATIONS, temporaryStore } from '#test/support/temporary-store';

import type { Ledger } from './fleet.ts';

/** Brings a file to its end after a crash, and proves that it is as if there had been none. */
export async function checkFile(
  path: string,
  embedders: Embedders,
  ledger: Ledger,
): Promise<{ readonly records: number; readonly passages: number }> {
  const store = openStore({ path, migrations: MIGRATIONS, maintenance: 'here' });
  try {
    await settle(store, embedders);
    await checkRecords(store, ledger);
    for (const space of await store.spaces()) await checkSpace(store, space, embedders);
    const [stored, wanted] = [tablesOf(path), await tablesOfNew(store)];
    for (const [name, rows] of Object.entries(wanted)) expect(stored[name], name).toEqual(rows);
    const report = await examine({
      store,
      stale: (space) => staleRecords(store, space),
      modelFault: async () => undefined,
    });
    expect(report.findings).toEqual([]);
    const { passages } = await store.indexStatus();
    return { records: (await store.summary()).records.cross_repo_issues ?? 0, passages };
  } finally {
    await store.close();
  }
}

/** The lease of a dead indexer ends by itself; here nobody waits for that. */
async function settle(store: Store, embedders: Embedders): Promise<void> {
  const holder = (await store.indexHolder())?.holder;
  if (holder !== undefined) await store.release('indexer', holder);
  const indexer = createIndexer({ store, embedder: embedders, holder: 'checker' });
  while ((await store.purgeSpaces(500)) > 0);
  expect(await indexer.drain()).toBe(true);
  for (const { fingerprint } of await store.spaces())
    expect(await store.indexStatus(fingerprint)).toMatchObject({ pending: 0, failed: 0 });
}

/** Every acknowledged write is there, and of what was under way all or nothing; then it is known which. */
async function checkRecords(store: Store, { texts, open }: Ledger): Promise<void> {
  const { items } = await store.list({ kind: 'cross_repo_issues', sort: [], limit: 100_000 });
  const stored = new Map(items.map(({ id, description }) => [String(id), String(description)]));
  for (const batch of open.splice(0)) {
    const isThere = batch.every(({ id, text }) => (stored.get(id) ?? null) === text);
    if (isThere) for (const { id, text } of batch) texts.set(id, text);
  }
  const wanted = [...texts].filter(([, text]) => text !== null).sort();
  expect([...stored].sort()).toEqual(wanted);
}

/** Cut anew and embedded anew: passages, places, hashes and vectors are those that are stored. */
async function checkSpace(store: Store, space: Space, embedders: Embedders): Promise<void> {
  const embedder = await embedders.of(space.model);
  if (!embedder) throw new Error(`No model ${space.model}.`);
  let found = 0;
  for (let after = 0; ;) {
    const jobs = await store.indexed(space.fingerprint, after, 200);
    for (const job of jobs) found += await checkRecord(store, { space, job, embedder });
    const last = jobs.at(-1);
    if (!last) break;
    after = last.row;
  }
  expect((await store.indexStatus(space.fingerprint)).passages).toBe(found);
}

interface Checked {
  readonly space: Space;
  readonly job: IndexJob;
  readonly embedder: Embedder;
}

async function checkRecord(store: Store, { space, job, embedder }: Checked): Promise<number> {
  const requests = job.sections.map((section) => ({
    header: headerOf(job.head, section),
    text: section.text,
  }));
  const spans = await embedder.cut(requests);
  const wanted = wantedPassages(
    job.sections.map((section, at) => ({
      ...{ section, header: requests[at]?.header ?? '', spans: spans[at] ?? [] },
    })),
  );
  expect(job.passages.map(({ passage: _, ...place }) => place)).toEqual(
    wanted.map(({ text: _, ...place }) => place),
  );
  const texts = wanted.map(({ text }) => text);
  const stored = await store.vectors(job.row, space.fingerprint);
  const isSame = bytesOf(stored).equals(bytesOf(await embedder.embed(texts, 'passage')));
  expect(isSame, `vectors of ${job.head.id}`).toBe(true);
  return wanted.length;
}

/** Thousands of numbers are compared as one. */
const bytesOf = (vectors: readonly Float32Array[]): Buffer =>
  Buffer.concat(vectors.map((vector) => new Uint8Array(vector.slice().buffer)));

/** The same records written once, without a crash, into a file of their own. */
async function tablesOfNew(store: Store): Promise<Tables> {
  const fresh = temporaryStore();
  try {
    const operations: WriteOperation[] = [];
    for (const kind of kindNames) {
      const { items } = await store.list({ kind, sort: [], limit: 100_000 });
      for (const value of items)
        operations.push({
          ...({ op: 'put', kind, value, verbatim: true } as const),
          id: String(value[kindOf(kind).primaryKey]),
        });
    }
    if (operations.length > 0) await fresh.store.write({ operations });
    return tablesOf(fresh.path);
  } finally {
    await fresh.remove();
  }
}

/** What follows from the records, without numbers that depend on what was before. */
const TABLES = {
  texts: 'SELECT kind, id, text_hash FROM wm_records ORDER BY 1, 2',
  sections: `SELECT kind, id, ordinal, field, heading, text, start, "end" FROM wm_sections
    JOIN wm_records USING (row) ORDER BY 1, 2, 3`,
  names: 'SELECT kind, id, name FROM wm_names JOIN wm_records USING (row) ORDER BY 1, 2, 3',
  keywords: `SELECT kind, id, term, col, offset FROM vocabulary
    LEFT JOIN wm_records ON row = doc ORDER BY 1, 2, 4, 5, 3`,
} as const;

/** Rows of each, a text each. */
type Tables = Readonly<Record<string, readonly string[]>>;

function tablesOf(path: string): Tables {
  const sqlite = new Sqlite(path);
  try {
    sqlite.exec(
      `CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'wm_keywords', 'instance')`,
    );
    const read = Object.entries(TABLES).map(([name, source]) => {
      const rows = sqlite.prepare<[], unknown[]>(source).raw().all();
      return [name, rows.map((row) => JSON.stringify(row))] as const;
    });
    return Object.fromEntries(read);
  } finally {
    sqlite.close();
  }
}
