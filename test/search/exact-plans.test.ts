import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Embedder } from '#embeddings/embedder';
import { createIndexer } from '#indexer/run';
import { createSearch } from '#src/search/search';
import { MODES, type Hit, type Search, type SearchRequest } from '#src/search/types';
import { openStore } from '#src/store/sqlite/open';
import type { Store, WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { MIGRATIONS } from '#test/support/temporary-store';

const WORDS = 'lock agent wait queue file write read page index cache log schema token'.split(' ');
const SIZE = 400;

/** Deterministic, and different from record to record. */
const text = (at: number): string =>
  Array.from({ length: 2 + (at % 5) }, (_, n) => WORDS[(at * (n + 3) + n * n) % 13]).join(' ');

const task = (at: number): WriteOperation => ({
  op: 'create',
  kind: 'workspace_tasks',
  value: {
    title: `${text(at)} ${at}`,
    notes: text(at * 7),
    repos_affected: [`every-${at % 2 === 0 ? 2 : 1}`, ...(at % 100 === 0 ? ['every-100'] : [])],
  },
});

interface Reference {
  readonly id: string;
  readonly similarity: number;
}

describe('search by any plan', () => {
  let folder: string;
  let stores: readonly Store[];
  let searches: readonly Search[];
  let embedder: Embedder;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'workspace-memory-'));
    const path = join(folder, 'test.db');
    stores = [undefined, 0].map((vectorMemory) =>
      openStore({
        ...{ path, migrations: MIGRATIONS },
        ...(vectorMemory !== undefined && { vectorMemory }),
      }),
    );
    embedder = createFakeEmbedder({ dimensions: 61 });
    searches = stores.map((store) => createSearch({ store, embedder }));
    const [store] = stores;
    if (!store) throw new Error('There is no store.');
    await store.write({ operations: Array.from({ length: SIZE }, (_, at) => task(at)) });
    await createIndexer({ store, embedder, holder: 't' }).drain();
    await store.write({ operations: Array.from({ length: 10 }, (_, at) => task(SIZE + at)) });
  });
  afterAll(async () => {
    await Promise.all(stores.map((store) => store.close()));
    rmSync(folder, { recursive: true });
  });

  const idsOf = (hits: readonly Hit[]) => hits.map(({ id, score }) => ({ id, score }));

  /** All pages of a question, by the search that `choose` names for each. */
  async function pages(
    request: SearchRequest,
    choose: (page: number) => Search | undefined,
  ): Promise<{ readonly hits: readonly Hit[]; readonly totals: readonly number[] }> {
    const [hits, totals]: [Hit[], number[]] = [[], []];
    for (let cursor: string | null | undefined, page = 0; cursor !== null; page += 1) {
      const answer = await choose(page)?.search({ ...request, ...(cursor && { cursor }) });
      hits.push(...(answer?.hits ?? []));
      totals.push(answer?.total ?? NaN);
      cursor = answer?.next_cursor ?? null;
    }
    return { hits, totals };
  }

  const question = fc.record({
    q: fc.subarray(WORDS, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
    mode: fc.constantFrom(...MODES),
    repo: fc.constantFrom('every-1', 'every-2', 'every-100', 'none', undefined),
  });
  const where = (repo: string | undefined) =>
    repo === undefined ? {} : { where: { field: 'repo', op: 'eq', value: repo } as const };

  it('gives the same hits and scores, min(limit, matching) of them, and one total', async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.integer({ min: 1, max: 500 }), async (asked, limit) => {
        const { q, mode, repo } = asked;
        const request = { q, mode, limit, ...where(repo) };
        const [first, ...others] = await Promise.all(searches.map((each) => each.search(request)));
        expect(first?.hits).toHaveLength(Math.min(limit, first?.total ?? NaN));
        for (const other of others) {
          expect(idsOf(other.hits)).toEqual(idsOf(first?.hits ?? []));
          expect(other.total).toBe(first?.total);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('neither repeats nor skips on deep pages, whichever plan answers each', async () => {
    await fc.assert(
      fc.asyncProperty(question, fc.integer({ min: 20, max: 90 }), async (asked, limit) => {
        const { q, mode, repo } = asked;
        const request = { q, mode, ...where(repo) };
        const whole = await searches[0]?.search({ ...request, limit: 1_000 });
        const paged = await pages({ ...request, limit }, (page) => searches[page % 2]);
        expect(idsOf(paged.hits)).toEqual(idsOf(whole?.hits ?? []));
        expect(new Set(paged.totals)).toEqual(new Set([whole?.total]));
      }),
      { numRuns: 12 },
    );
  });

  it('ranks by meaning as a comparison by hand does: nothing that is near is missed', async () => {
    const [store] = stores;
    const { rows = [] } = (await store?.select({ kinds: ['workspace_tasks'] })) ?? {};
    const heads = await store?.heads(rows);
    const space = embedder.info.fingerprint;
    await fc.assert(
      fc.asyncProperty(question, async ({ q, repo }) => {
        const [query = new Float32Array()] = await embedder.embed([q], 'query');
        const expected: (Reference & { readonly closeness: number; readonly row: number })[] = [];
        for (const row of rows) {
          const { id = '', record = {} } = heads?.get(row) ?? {};
          const repos = record['repos_affected'] as readonly string[];
          const cosines = (await store?.vectors(row, space))?.map((each) => dot(each, query)) ?? [];
          if (cosines.length === 0 || (repo !== undefined && !repos.includes(repo))) continue;
          const similarity = Math.max(...cosines);
          const sum = cosines.reduce((total, each) => total + Math.exp(8 * each), 0);
          expected.push({ id, row, similarity, closeness: Math.log(sum / cosines.length) / 8 });
        }
        expected.sort((a, b) => b.closeness - a.closeness || a.row - b.row);
        const request = {
          q,
          mode: 'semantic',
          limit: 1_000,
          explain: true,
          ...where(repo),
        } as const;
        const found = (await searches[0]?.search(request))?.hits.filter(
          ({ similarity }) => similarity !== null,
        );
        expect(found).toHaveLength(expected.length);
        found?.forEach((hit, at) => {
          expect(hit.explain?.vector?.raw).toBeCloseTo(
            Math.exp(5 * (expected[at]?.closeness ?? NaN)),
            4,
          );
        });
      }),
      { numRuns: 8 },
    );
  });
});

const dot = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, axis) => sum + value * (b[axis] ?? 0), 0);
