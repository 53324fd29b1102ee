import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createSearch } from '#src/search/search';
import { MODES, type SearchRequest, type SearchResponse } from '#src/search/types';
import type { Store, WriteOperation } from '#src/store/store';
import { createFakeEmbedder, type FakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const WORDS = ['lock', 'cache', 'queue', 'agent', 'log', 'wait'];
const SIZE = 24;
const TASK = 'workspace_tasks';

const textOf = (seed: number): string =>
  [1, 2, 3, 5].map((step) => WORDS[(seed * step + step) % WORDS.length]).join(' ');

const task = (id: number, seed: number): WriteOperation => ({
  op: 'put',
  kind: TASK,
  id: `T-${id}`,
  value: { title: `${textOf(seed)} ${seed}`, notes: textOf(seed * 7), status: 'pending' },
});

/** What happens between two pages: to records that are there, and records that come. */
const change = fc.oneof(
  fc.record({ what: fc.constant('put' as const), id: fc.nat(SIZE + 9), seed: fc.nat(999) }),
  fc.record({ what: fc.constant('delete' as const), id: fc.nat(SIZE - 1) }),
  fc.record({ what: fc.constant('close' as const), id: fc.nat(SIZE - 1) }),
  fc.record({ what: fc.constant('index' as const) }),
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

const question = fc.record({
  q: fc.subarray(WORDS, { minLength: 1, maxLength: 3 }).map((words) => words.join(' ')),
  mode: fc.constantFrom(...MODES),
  limit: fc.integer({ min: 1, max: 9 }),
});

describe('pages of a search, between which records are written', () => {
  let temporary: TemporaryStore;
  let store: Store;
  let embedder: FakeEmbedder;
  beforeEach(async () => {
    temporary = temporaryStore();
    ({ store } = temporary);
    embedder = createFakeEmbedder();
  });
  afterEach(() => temporary.remove());

  const index = () => createIndexer({ store, embedder, holder: 't' }).drain();

  async function fill(): Promise<void> {
    const { items } = await store.list({ kind: TASK, sort: [], limit: 1000, fields: ['id'] });
    const ids = items.map(({ id }) => String(id));
    await store.write({ operations: ids.map((id) => ({ op: 'delete', kind: TASK, id })) });
    const operations = Array.from({ length: SIZE }, (_, at) => task(at, at));
    await store.write({ operations });
    await index();
  }

  /** Carries a change out, and answers the record that it touched. */
  async function apply(one: Change): Promise<string | undefined> {
    if (one.what === 'index') return void (await index());
    const id = `T-${one.id}`;
    const isThere = (await store.get(TASK, id)) !== undefined;
    if (one.what === 'put') await store.write({ operations: [task(one.id, one.seed)] });
    else if (isThere && one.what === 'delete')
      await store.write({ operations: [{ op: 'delete', kind: TASK, id }] });
    else if (isThere)
      await store.write({
        operations: [{ op: 'patch', kind: TASK, id, value: { status: 'completed' } }],
      });
    return id;
  }

  it('neither repeat nor skip a record that nobody touched, and keep the order', async () => {
    const changes = fc.array(fc.array(change, { maxLength: 4 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(question, changes, async (asked, steps) => {
        await fill();
        const search = createSearch({ store, embedder });
        const where = { field: 'status', op: 'eq', value: 'pending' } as const;
        const request: SearchRequest = { ...asked, where };
        const whole = (await search.search({ ...request, limit: 1000 })).hits.map(({ id }) => id);
        const touched = new Set<string>();
        const shown: string[] = [];
        for (let page = 0, cursor: string | null | undefined; cursor !== null; page += 1) {
          const found = await search.search({ ...request, ...(cursor && { cursor }) });
          shown.push(...found.hits.map(({ id }) => id));
          expect(found.hits.every(({ status }) => status === 'pending')).toBe(true);
          cursor = found.next_cursor;
          if (cursor !== null) expect(found.hits).toHaveLength(asked.limit);
          for (const each of steps[page] ?? []) {
            const id = await apply(each);
            if (id !== undefined) touched.add(id);
          }
        }
        const untouched = (id: string): boolean => !touched.has(id);
        expect(shown.filter(untouched)).toEqual(whole.filter(untouched));
        expect(new Set(shown).size).toBe(shown.length);
      }),
      { numRuns: 25 },
    );
  });

  describe('whose order is not kept', () => {
    const request = { q: 'lock', limit: 5 } as const;
    const firstPage = (): Promise<SearchResponse> =>
      createSearch({ store, embedder }).search(request);
    const later = (cursor: string | null) =>
      createSearch({ store, embedder }).search({ ...request, cursor: cursor ?? '' });

    beforeEach(fill);

    it('go on as they were while nothing is written that ranks', async () => {
      const { next_cursor } = await firstPage();
      await store.write({
        operations: [{ op: 'put', kind: 'scale_tiers', id: 'S', value: { name: 's', level: 1 } }],
      });
      const { hits, remarks } = await later(next_cursor);
      const whole = await createSearch({ store, embedder }).search({ ...request, limit: 10 });
      expect(hits.map(({ id }) => id)).toEqual(whole.hits.slice(5).map(({ id }) => id));
      expect(remarks).toEqual([]);
    });

    it.each<{ readonly what: string; readonly operations: readonly WriteOperation[] }>([
      { what: 'a record that is new', operations: [task(99, 99)] },
      { what: 'one that changed', operations: [task(3, 99)] },
      { what: 'one that is gone', operations: [{ op: 'delete', kind: TASK, id: 'T-3' }] },
      {
        what: 'a tag',
        operations: [
          {
            ...{ op: 'put', kind: 'record_tags', id: 'G' },
            value: { record_kind: TASK, record_id: 'T-3', tag: 'x' },
          },
        ],
      },
    ])('are refused with what to do after $what', async ({ operations }) => {
      const { next_cursor } = await firstPage();
      await store.write({ operations });
      await expect(later(next_cursor)).rejects.toMatchObject({
        code: 'cursor_outdated',
        next: 'Ask again without a cursor.',
      });
    });

    it('are refused after records were embedded, which ranks them anew', async () => {
      await store.write({ operations: [task(98, 98)] });
      const { next_cursor } = await firstPage();
      await index();
      await expect(later(next_cursor)).rejects.toMatchObject({ code: 'cursor_outdated' });
    });
  });

  it('say that they are of an earlier order, and count what is left of it', async () => {
    await fill();
    const search = createSearch({ store, embedder });
    const request = { q: 'lock', limit: 5, facets: { by: ['status'] } } as const;
    const first = await search.search(request);
    const gone = first.hits[0]?.id ?? '';
    await store.write({
      operations: [task(99, 1), { op: 'delete', kind: TASK, id: gone }],
    });
    const second = await search.search({ ...request, cursor: first.next_cursor ?? '' });
    expect(second.remarks).toEqual([expect.stringContaining('since the first page')]);
    expect(second.total).toBe(first.total - 1);
    expect(second.facets?.status?.values).toMatchObject([
      { value: 'pending', count: second.total },
    ]);
  });
});
