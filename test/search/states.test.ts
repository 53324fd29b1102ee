import Sqlite from 'better-sqlite3';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createSearch, type SearchDeps } from '#src/search/search';
import type { SearchRequest } from '#src/search/types';
import type { Store, WriteOperation } from '#src/store/store';
import { openStore } from '#src/store/sqlite/open';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { MIGRATIONS, temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const RECORDS = ['lock the file', 'lock the door', 'open the window'].map(
  (title, at): WriteOperation => ({
    op: 'put',
    kind: 'workspace_tasks',
    id: `T-${String(at)}`,
    value: { title, notes: `${title}, and then wait.` },
  }),
);

const DAMAGES = {
  'vectors of another length': {
    leg: 'vector',
    mode: 'keyword',
    sql: `UPDATE wm_vectors SET embedding = x'0011'`,
  },
  'vectors that are gone': { leg: 'vector', mode: 'keyword', sql: 'DELETE FROM wm_vectors' },
  'a vector that is gone': {
    leg: 'vector',
    mode: 'keyword',
    sql: 'DELETE FROM wm_vectors WHERE passage = 1',
  },
  'no table of vectors': { leg: 'vector', mode: 'keyword', sql: 'DROP TABLE wm_vectors' },
  'a keyword index whose blocks are overwritten': {
    leg: 'keyword',
    mode: 'semantic',
    sql: `UPDATE wm_keywords_data SET block = x'ffffffffffff'`,
  },
  'a keyword index without blocks': {
    leg: 'keyword',
    mode: 'semantic',
    sql: 'DELETE FROM wm_keywords_data',
  },
  'no keyword index': { leg: 'keyword', mode: 'semantic', sql: 'DROP TABLE wm_keywords' },
} as const;

describe('a search over a file with', () => {
  let temporary: TemporaryStore;
  const opened: Store[] = [];
  const embedder = createFakeEmbedder();
  beforeEach(async () => {
    temporary = temporaryStore();
    await temporary.store.write({ operations: RECORDS });
    await createIndexer({ store: temporary.store, embedder, holder: 't' }).drain();
  });
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
    await temporary.remove();
  });

  /** Search by a process that opens the file after the damage. */
  const damaged = (sql: string, deps: Partial<SearchDeps> = {}) => {
    const sqlite = new Sqlite(temporary.path);
    sqlite.pragma('foreign_keys = OFF');
    sqlite.unsafeMode(true).pragma('writable_schema = ON');
    sqlite.exec(sql);
    sqlite.close();
    const store = openStore({ path: temporary.path, migrations: MIGRATIONS });
    opened.push(store);
    const search = createSearch({ store, embedder, ...deps });
    return {
      search,
      ask: (more: Partial<SearchRequest> = {}) => search.search({ q: 'lock', ...more }),
    };
  };

  describe.each(Object.entries(DAMAGES))('%s', (_name, { leg, mode, sql }) => {
    it('answers by the other leg, and says so', async () => {
      const { ask } = damaged(sql);
      const { mode_used, degraded, hits } = await ask();
      expect({ mode_used, legs: degraded.map((each) => each.leg) }).toEqual({
        mode_used: mode,
        legs: [leg],
      });
      expect(degraded[0]?.reason).toMatch(/\w+ .*\./);
      expect(
        hits
          .slice(0, 2)
          .map(({ id }) => id)
          .sort(),
      ).toEqual(['T-0', 'T-1']);
    });

    it('tells it in the status, asked or not', async () => {
      const { search } = damaged(sql);
      expect((await search.faults()).map((each) => each.leg)).toEqual([leg]);
    });

    it('refuses when it must be strict', async () => {
      const { ask } = damaged(sql);
      await expect(ask({ strict: true })).rejects.toMatchObject({ code: 'degraded' });
    });

    it('keeps its mode from page to page', async () => {
      const { ask } = damaged(sql);
      const first = await ask({ limit: 1 });
      const second = await ask({ limit: 1, cursor: first.next_cursor ?? '' });
      expect(second.mode_used).toBe(mode);
      expect([...first.hits, ...second.hits].map(({ id }) => id).sort()).toEqual(['T-0', 'T-1']);
    });
  });

  it('a damaged keyword index answers even a question for keywords by meaning, but demands nothing', async () => {
    const { ask } = damaged(DAMAGES['no keyword index'].sql);
    const { mode_used, degraded } = await ask({ mode: 'keyword' });
    expect({ mode_used, leg: degraded[0]?.leg }).toEqual({ mode_used: 'semantic', leg: 'keyword' });
    await expect(ask({ q: 'lock -door' })).rejects.toMatchObject({ code: 'degraded' });
    expect(await ask({ q: 'kind:task' })).toMatchObject({ mode_used: 'filter', total: 3 });
  });

  it('both legs damaged says that neither can answer, and why', async () => {
    const { ask } = damaged('DROP TABLE wm_keywords; DROP TABLE wm_vectors');
    await expect(ask()).rejects.toMatchObject({
      code: 'degraded',
      message: expect.stringMatching(/wm_keywords.*wm_vectors/) as string,
    });
  });
});

const silent = (): Promise<never> => new Promise(() => undefined);
const failing = (): Promise<never> => Promise.reject(new Error('The model ran out of memory.'));

const MODELS: readonly (readonly [string, Partial<SearchDeps>, string])[] = [
  ['is missing', {}, 'is not among the models here'],
  ['does not answer', { embedder: { ...createFakeEmbedder(), embed: silent } }, 'within 0.02'],
  ['throws', { embedder: { ...createFakeEmbedder(), embed: failing } }, 'ran out of memory'],
  ['is another one', { embedder: createFakeEmbedder({ fingerprint: 'other' }) }, 'other'],
];

describe('a search whose model', () => {
  let temporary: TemporaryStore;
  beforeEach(async () => {
    temporary = temporaryStore();
    const { store } = temporary;
    await store.write({ operations: RECORDS });
    await createIndexer({ store, embedder: createFakeEmbedder(), holder: 't' }).drain();
  });
  afterEach(() => temporary.remove());

  it.each(MODELS)('%s answers by keywords, says so, and is told in the status', async (...row) => {
    const [, deps, why] = row;
    const search = createSearch({ store: temporary.store, patience: 20, ...deps });
    const fault = { leg: 'vector', reason: expect.stringContaining(why) as string };
    for (const mode of ['hybrid', 'semantic'] as const) {
      const { mode_used, degraded, hits } = await search.search({ q: 'lock', mode });
      expect({ mode_used, degraded }).toEqual({ mode_used: 'keyword', degraded: [fault] });
      expect(hits.map(({ id }) => id)).toEqual(['T-0', 'T-1']);
    }
    expect(await search.faults()).toEqual([fault]);
    await expect(search.search({ q: 'lock', strict: true })).rejects.toMatchObject({
      code: 'degraded',
    });
  });

  it('knows none of the words is no fault: words answer, strict or not, with a remark', async () => {
    const embed = () => Promise.resolve([new Float32Array(0)]);
    const embedder = { ...createFakeEmbedder(), embed };
    const search = createSearch({ store: temporary.store, embedder });
    const first = await search.search({ q: 'lock', strict: true, limit: 1 });
    const cursor = first.next_cursor ?? '';
    const second = await search.search({ q: 'lock', strict: true, limit: 1, cursor });
    for (const { mode_used, degraded, remarks } of [first, second])
      expect({ mode_used, degraded, remarks }).toEqual({
        ...{ mode_used: 'keyword', degraded: [] },
        remarks: ['The model knows none of the words. The answer is by words alone.'],
      });
    expect([first, second].flatMap(({ hits }) => hits.map(({ id }) => id))).toEqual(['T-0', 'T-1']);
    expect(await search.faults()).toEqual([]);
  });

  it('works again is told no more', async () => {
    const embedder = createFakeEmbedder();
    const search = createSearch({ store: temporary.store, embedder });
    embedder.breakWith('gone');
    await search.search({ q: 'lock' });
    expect(await search.faults()).toHaveLength(1);
    embedder.breakWith(undefined);
    await search.search({ q: 'lock' });
    expect(await search.faults()).toEqual([]);
  });
});
