import { setImmediate as nextTurn } from 'node:timers/promises';

import Sqlite from 'better-sqlite3';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { searchableKinds, type KindName } from '#src/kinds/index';
import { vacuum } from '#src/operations/vacuum';
import { openStore } from '#src/store/sqlite/open';
import { vacuumFile } from '#src/store/sqlite/vacuum';
import type { RecordKey, Store } from '#src/store/store';
import { importRecords } from '#src/transfer/import/import';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { workspace } from '#test/support/record-arbitrary';
import { MIGRATIONS, temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

/** Tables that tell of what was, or belong to no record; the keyword index merges what it has dropped later (`vacuum` at once). */
const OUTLIVING = [
  'wm_changes',
  'wm_counters',
  'wm_file',
  'wm_idempotency',
  'wm_index_pace',
  'wm_keywords_config',
  'wm_keywords_data',
  'wm_keywords_idx',
  'wm_leases',
  'wm_spaces',
  'wm_writers',
];

let temporary: TemporaryStore;
let store: Store;
beforeEach(async () => {
  temporary = temporaryStore();
  store = temporary.store;
});
afterEach(() => temporary.remove());

const embedder = createFakeEmbedder();
const index = () => createIndexer({ store, embedder, holder: 'test' }).drain();

function rowsByTable(): Readonly<Record<string, number>> {
  const sqlite = new Sqlite(temporary.path, { readonly: true });
  const tables = sqlite
    .prepare<[], { name: string }>(
      `SELECT name FROM pragma_table_list WHERE schema = 'main' AND name LIKE 'wm\\_%' ESCAPE '\\'`,
    )
    .all();
  const counts = tables.map(({ name }) => {
    const { n } = sqlite.prepare(`SELECT count(*) AS n FROM "${name}"`).get() as { n: number };
    return [name, n] as const;
  });
  sqlite.close();
  return Object.fromEntries(counts);
}

const filled = (): readonly string[] =>
  Object.entries(rowsByTable())
    .filter(([name, rows]) => rows > 0 && !OUTLIVING.includes(name))
    .map(([name]) => name);

/** Some records of every kind, in step with the index. */
async function fill(seed: number): Promise<readonly RecordKey[]> {
  const [records = []] = fc.sample(workspace, { numRuns: 1, seed });
  await importRecords(store, { records, mode: 'merge' });
  await index();
  const found: RecordKey[] = [];
  for await (const { kind, id } of written()) found.push({ kind, id });
  return found;
}

async function* written(): AsyncGenerator<RecordKey> {
  const { kindNames, kindOf } = await import('#src/kinds/index');
  for (const kind of kindNames) {
    const { items } = await store.list({ kind, sort: [], limit: 1_000 });
    for (const item of items) yield { kind, id: String(item[kindOf(kind).primaryKey]) };
  }
}

describe('deleted records', () => {
  it.each([3, 7, 11])('of every kind leave nothing behind (seed %i)', async (seed) => {
    const keys = await fill(seed);
    const searchable = new Set<KindName>(keys.map(({ kind }) => kind));
    expect(searchableKinds.filter((kind) => !searchable.has(kind))).toEqual([]);
    expect(filled()).toContain('wm_vectors');
    await store.write({ operations: keys.map((key) => ({ op: 'delete', ...key })) });
    expect(filled()).toEqual([]);
    expect(await store.audit()).toEqual([]);
  });

  it('that wait for the index, or were set aside, leave nothing behind either', async () => {
    embedder.failOn('x');
    const keys = await fill(3);
    embedder.failOn(undefined);
    await store.write({ operations: keys.map((key) => ({ op: 'delete', ...key })) });
    expect(filled()).toEqual([]);
  });
});

describe('vacuum', () => {
  const SIZE = 400;
  const many = (): Promise<unknown> =>
    store.write({
      operations: Array.from({ length: SIZE }, (_, at) => ({
        ...({ op: 'create', kind: 'workspace_tasks' } as const),
        value: { title: `Task ${at}`, notes: `Note ${at} `.repeat(100) },
      })),
    });
  const removeAll = async (): Promise<void> => {
    const { items } = await store.list({ kind: 'workspace_tasks', sort: [], limit: 1_000 });
    await store.write({
      operations: items.map(({ id }) => ({
        op: 'delete',
        kind: 'workspace_tasks',
        id: String(id),
      })),
    });
  };
  const found = async (word: string) => {
    const query = { any: [{ text: word }], all: [], none: [] };
    return (await store.matching(await store.select({ kinds: searchableKinds }), query)).rows
      .length;
  };

  it('gives the room of deleted records back, in a thread of its own beside another process', async () => {
    await many();
    await index();
    await removeAll();
    await store.write({
      operations: [{ op: 'create', kind: 'workspace_tasks', value: { title: 'the last one' } }],
    });
    await index();
    const other = openStore({ path: temporary.path, migrations: MIGRATIONS });
    const { before, after } = await vacuum(store);
    expect(after).toBeLessThan(before / 2);
    expect(await found('last')).toBe(1);
    expect((await other.list({ kind: 'workspace_tasks', sort: [], limit: 9 })).total).toBe(1);
    expect(await store.audit()).toEqual([]);
    await other.close();
  });

  it('lets reads through meanwhile, of its own process too, and writes after it', async () => {
    await many();
    await index();
    const other = openStore({ path: temporary.path, migrations: MIGRATIONS });
    let isDone = false;
    const vacuumed = store.vacuum().finally(() => (isDone = true));
    const task = { op: 'create', kind: 'workspace_tasks', value: { title: 'meanwhile' } } as const;
    const written = Promise.all([store, other].map((each) => each.write({ operations: [task] })));
    let reads = 0;
    while (!isDone) {
      for (const each of [store, other])
        expect(
          (await each.list({ kind: 'workspace_tasks', sort: [], limit: 1 })).total,
        ).toBeGreaterThanOrEqual(SIZE);
      await nextTurn();
      reads += 1;
    }
    expect(reads).toBeGreaterThan(1);
    await Promise.all([vacuumed, written]);
    expect(await found('meanwhile')).toBe(2);
    await other.close();
  });

  it('takes dropped spaces along', async () => {
    await many();
    await index();
    const second = createFakeEmbedder({ model: 'second' });
    await store.wantSpace({ space: second.info, prune: false });
    await createIndexer({ store, embedder: second, holder: 'test' }).drain();
    const [first] = await store.spaces();
    await store.dropSpace(first?.fingerprint ?? '');
    await vacuum(store);
    expect(rowsByTable()).toMatchObject({ wm_spaces: 1 });
    expect(rowsByTable()['wm_vectors']).toBe((await store.indexStatus()).passages);
  });

  it('has vectors that are kept in memory read anew, which are as right as before', async () => {
    await many();
    await index();
    const ask = async () => {
      const [vector = new Float32Array()] = await embedder.embed(['Note 7'], 'query');
      const { space = '' } = await store.indexStatus();
      const selection = await store.select({ kinds: searchableKinds });
      const { rows, similarity, plan } = await store.nearest(selection, { space, vector });
      return { plan: plan.name, found: { rows, similarity: Array.from(similarity) } };
    };
    const before = await ask();
    expect(before.plan).toBe('memory');
    await store.vacuum();
    const first = await ask();
    expect(first).toEqual({ plan: 'scan', found: before.found });
    expect(await ask()).toEqual(before);
    await removeAll();
    expect((await ask()).found.rows).toEqual([]);
  });

  it('refuses before it has begun when the disk has no room for the copy', async () => {
    await many();
    const sqlite = new Sqlite(temporary.path);
    expect(() => vacuumFile(sqlite, () => 1_000)).toThrow(
      expect.objectContaining({ code: 'database_full' }) as Error,
    );
    sqlite.close();
  });

  it('says how much it would take and how much there is', async () => {
    const sqlite = new Sqlite(temporary.path);
    expect(() => vacuumFile(sqlite, () => 0)).toThrow(/\d+ MB of free room .* there are 0 MB/);
    sqlite.close();
  });
});
