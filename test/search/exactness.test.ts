import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createSearch } from '#src/search/search';
import { MODES, type Hit, type Search, type SearchRequest } from '#src/search/types';
import type { Filter, RecordRow, Store, WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

/** vec0, and much else, answers no more than 4,096 at a time. */
const SIZE = 10_000;
const MINUTES = 5 * 60_000;
const WORDS = 'lock agent queue file page index cache log token disk port unit'.split(' ');

/** Records of a scope of so many in ten thousand: .01 %, .1 %, 1 %, 20 %, 60 % and 100 %. */
const SHARES = [1, 10, 100, 2_000, 6_000, SIZE];
const scopeOf = (share: number): Filter | undefined =>
  share === SIZE ? undefined : { field: 'repo', op: 'eq', value: `share-${share}` };

interface Kept {
  readonly id: string;
  readonly words: readonly string[];
  readonly shares: readonly number[];
}

/** The same in every run, and without a pattern that an order could follow. */
const RECORDS = fc.sample(
  fc.tuple(fc.subarray(WORDS, { minLength: 1, maxLength: 4 }), fc.nat(SIZE - 1)),
  { numRuns: SIZE, seed: 4 },
);
const KEPT: readonly Kept[] = RECORDS.map(([words], at) => ({
  ...{ id: `T-${at}`, words },
  shares: SHARES.filter((share) => (at * 7_919) % SIZE < share),
}));

const created = ({ id, words, shares }: Kept): WriteOperation => ({
  op: 'put',
  kind: 'workspace_tasks',
  id,
  value: {
    title: `${words.join(' ')} ${id}`,
    repos_affected: shares.map((share) => `share-${share}`),
  },
});

const question = fc.record({
  words: fc.subarray(WORDS, { minLength: 1, maxLength: 3 }),
  share: fc.constantFrom(...SHARES),
});

describe('search over ten thousand records', () => {
  let temporary: TemporaryStore;
  let store: Store;
  let search: Search;
  /** By their ids. */
  const rows = new Map<string, RecordRow>();
  const vectors = new Map<string, readonly Float32Array[]>();
  const embedder = createFakeEmbedder({ dimensions: 24 });

  beforeAll(async () => {
    temporary = temporaryStore();
    ({ store } = temporary);
    search = createSearch({ store, embedder });
    for (let at = 0; at < SIZE; at += 1_000)
      await store.write({ operations: KEPT.slice(at, at + 1_000).map(created) });
    await createIndexer({ store, embedder, holder: 't' }).drain();
    const selection = await store.select({ kinds: ['workspace_tasks'] });
    const heads = await store.heads(selection.rows);
    for (const { row, id } of heads.values()) {
      rows.set(id, row);
      vectors.set(id, await store.vectors(row, embedder.info.fingerprint));
    }
  }, MINUTES);
  afterAll(() => temporary.remove());

  const within = (share: number) => KEPT.filter(({ shares }) => shares.includes(share));
  const request = (words: readonly string[], share: number): SearchRequest => {
    const where = scopeOf(share);
    return { q: words.join(' '), kinds: ['workspace_tasks'], ...(where && { where }) };
  };

  /** Half the nearest passage, half the mean of all: by comparing with every vector. */
  async function closenessTo(q: string): Promise<(id: string) => number> {
    const [query = new Float32Array()] = await embedder.embed([q], 'query');
    return (id) => {
      const cosines = (vectors.get(id) ?? []).map((each) => dot(each, query));
      return (Math.max(...cosines) + meanOf(cosines)) / 2;
    };
  }

  const inOrder = (scores: ReadonlyMap<string, number>): readonly string[] =>
    [...scores.keys()].sort(
      (a, b) =>
        (scores.get(b) ?? 0) - (scores.get(a) ?? 0) || (rows.get(a) ?? 0) - (rows.get(b) ?? 0),
    );

  /** Equal but for rounding: what is nearer than that may stand in either order. */
  function expectOrder(hits: readonly Hit[], scores: ReadonlyMap<string, number>): void {
    const best = inOrder(scores).slice(0, hits.length);
    hits.forEach(({ id }, at) => {
      expect(scores.get(id)).toBeCloseTo(scores.get(best[at] ?? '') ?? NaN, 4);
    });
    expect(new Set(hits.map(({ id }) => id)).size).toBe(hits.length);
  }

  it(
    'gives min(limit, matching) hits, the best there are by a comparison with every record',
    async () => {
      await fc.assert(
        fc.asyncProperty(
          question,
          fc.constantFrom(1, 7, 500, 4_095, 4_097, SIZE + 1),
          async ({ words, share }, limit) => {
            const asked = request(words, share);
            const scope = within(share);
            const told = scope.filter((each) => words.some((word) => each.words.includes(word)));
            const closeness = await closenessTo(asked.q);

            const keyword = await search.search({ ...asked, mode: 'keyword', limit: SIZE });
            expect(keyword.total).toBe(told.length);
            expect(keyword.hits.map(({ id }) => id).sort()).toEqual(
              told.map(({ id }) => id).sort(),
            );
            const near = new Map(scope.map(({ id }) => [id, closeness(id)]));
            const semantic = await search.search({ ...asked, mode: 'semantic', limit });
            expect(semantic.hits).toHaveLength(Math.min(limit, scope.length));
            expectOrder(semantic.hits, near);

            const whole = await search.search({ ...asked, limit: SIZE });
            expect(whole.hits.map(({ id }) => id).sort()).toEqual([...near.keys()].sort());
            expectOrder(byRank(whole.hits, 'vector'), near);
            expect(byRank(whole.hits, 'keyword').map(({ id }) => id)).toEqual(
              keyword.hits.map(({ id }) => id),
            );
            expect(
              whole.hits.every(
                ({ score }, at) => Number(score) <= Number(whole.hits[at - 1]?.score ?? Infinity),
              ),
            ).toBe(true);
            const hybrid = await search.search({ ...asked, limit });
            expect(hybrid.total).toBe(scope.length);
            expect(hybrid.hits.map(({ id }) => id)).toEqual(
              whole.hits.slice(0, limit).map(({ id }) => id),
            );
          },
        ),
        { numRuns: 8 },
      );
    },
    MINUTES,
  );

  /** Those that a leg knows, in its order. */
  const byRank = (hits: readonly Hit[], leg: keyof Hit['ranks']): readonly Hit[] =>
    hits
      .filter(({ ranks }) => ranks[leg] !== null)
      .sort((a, b) => Number(a.ranks[leg]) - Number(b.ranks[leg]));

  it(
    'neither repeats nor skips on pages as deep as there are, in any mode',
    async () => {
      const page = fc.integer({ min: 700, max: 3_000 });
      await fc.assert(
        fc.asyncProperty(
          question,
          fc.constantFrom(...MODES),
          page,
          async ({ words, share }, mode, limit) => {
            const asked = { ...request(words, share), mode };
            const whole = await search.search({ ...asked, limit: SIZE });
            const paged: string[] = [];
            for (let cursor: string | null | undefined; cursor !== null;) {
              const found = await search.search({ ...asked, limit, ...(cursor && { cursor }) });
              paged.push(...found.hits.map(({ id }) => id));
              expect(found.total).toBe(whole.total);
              cursor = found.next_cursor;
            }
            expect(paged).toEqual(whole.hits.map(({ id }) => id));
          },
        ),
        { numRuns: 5 },
      );
    },
    MINUTES,
  );
});

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);

const meanOf = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;
