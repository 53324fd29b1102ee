import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import type { Explanation, HitExplanation, LegExplanation } from '#src/search/explain-types';
import { createSearch } from '#src/search/search';
import { MODES, type Search, type SearchRequest } from '#src/search/types';
import type { WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const WORDS = 'lock agent wait queue file write read page index cache log schema token'.split(' ');

const task = (at: number): WriteOperation => ({
  op: 'create',
  kind: 'workspace_tasks',
  value: {
    title: `${WORDS[at % 13] ?? ''} ${WORDS[(at * 5) % 13] ?? ''} ${at}`,
    notes: Array.from({ length: at % 7 }, (_, n) => WORDS[(at * n) % 13]).join(' '),
  },
});

describe('an explanation', () => {
  let temporary: TemporaryStore;
  let search: Search;
  beforeEach(async () => {
    temporary = temporaryStore();
    const { store } = temporary;
    const embedder = createFakeEmbedder();
    search = createSearch({ store, embedder });
    await store.write({ operations: Array.from({ length: 40 }, (_, at) => task(at)) });
    await createIndexer({ store, embedder, holder: 't' }).drain();
    // These wait to be embedded.
    await store.write({ operations: Array.from({ length: 5 }, (_, at) => task(at + 40)) });
  });
  afterEach(() => temporary.remove());

  const ask = (more: Partial<SearchRequest> = {}) =>
    search.search({ q: 'lock agent wait', limit: 100, explain: true, ...more });

  /** A leg's part of the score, from what the explanation tells and nothing else. */
  function recomputed(
    name: 'keyword' | 'vector',
    leg: LegExplanation | null,
    { fusion }: Explanation,
  ): number {
    const { mean = NaN, deviation = NaN } = fusion.moments[name] ?? {};
    if (!leg) return 0;
    const z = deviation === 0 || leg.raw === null ? 0 : (leg.raw - mean) / deviation;
    expect(leg.z).toBeCloseTo(z, 9);
    expect(leg.contribution).toBeCloseTo(z * (fusion.weights[name] ?? NaN), 9);
    return leg.contribution;
  }

  it.each(MODES)('recomputes to every score and to the order in %s mode', async (mode) => {
    const { hits, explain, total, mode_used } = await ask({ mode });
    expect(mode_used).toBe(mode);
    expect(hits).toHaveLength(total);
    const scores = hits.map((hit) => {
      const { keyword, vector, score } = hit.explain as HitExplanation;
      const legs = explain as Explanation;
      const sum = recomputed('keyword', keyword, legs) + recomputed('vector', vector, legs);
      expect(score).toBeCloseTo(sum, 9);
      expect(hit.score).toBeCloseTo(score ?? NaN, 4);
      expect(hit.ranks).toEqual({ keyword: keyword?.rank ?? null, vector: vector?.rank ?? null });
      return score ?? NaN;
    });
    expect(scores.length).toBeGreaterThan(5);
    expect(scores).toEqual([...scores].sort((a, b) => b - a));
  });

  it('has moments that are those of the raw scores', async () => {
    const { hits, explain } = await ask();
    for (const name of ['keyword', 'vector'] as const) {
      const raws = hits.flatMap((hit) => hit.explain?.[name]?.raw ?? []);
      const mean = raws.reduce((sum, raw) => sum + raw, 0) / raws.length;
      const variance = raws.reduce((sum, raw) => sum + (raw - mean) ** 2, 0) / raws.length;
      expect(explain?.fusion.moments[name]?.mean).toBeCloseTo(mean, 9);
      expect(explain?.fusion.moments[name]?.deviation).toBeCloseTo(Math.sqrt(variance), 9);
    }
  });

  it('is the same on every page, and on the hits that it was not asked for absent', async () => {
    const whole = await ask();
    const first = await ask({ limit: 7 });
    const second = await ask({ limit: 7, cursor: first.next_cursor ?? '' });
    expect([...first.hits, ...second.hits].map((hit) => hit.explain)).toEqual(
      whole.hits.slice(0, 14).map((hit) => hit.explain),
    );
    expect(second.explain?.fusion).toEqual(whole.explain?.fusion);
    const plain = await ask({ explain: false });
    expect(plain).not.toHaveProperty('explain');
    expect(plain.hits[0]).not.toHaveProperty('explain');
  });

  it.each([
    { mode: 'hybrid', keyword: 'index', vector: 'memory', legs: ['keyword', 'vector'] },
    { mode: 'keyword', keyword: 'index', vector: null, legs: ['keyword'] },
    { mode: 'semantic', keyword: null, vector: 'memory', legs: ['vector'] },
  ] as const)('names the plan in $mode mode', async ({ mode, keyword, vector, legs }) => {
    const { explain } = await ask({ mode });
    expect(explain?.plan).toMatchObject({ keyword, vector, scope_rows: 45 });
    expect(Object.keys(explain?.fusion.moments ?? {})).toEqual(legs);
    for (const step of ['select', 'keyword', 'vector', 'fuse', 'hits'])
      expect(explain?.timings_ms[step]).toBeGreaterThanOrEqual(0);
  });

  it('tells a record that is not embedded yet from one without a matching word', async () => {
    const { hits } = await ask();
    const waiting = hits.find(({ similarity }) => similarity === null);
    expect(waiting?.explain?.vector).toMatchObject({ rank: null, raw: null, contribution: 0 });
    const wordless = hits.find(({ ranks }) => ranks.keyword === null);
    expect(wordless?.explain?.keyword).toMatchObject({ rank: null, raw: 0 });
    expect(wordless?.explain?.keyword?.contribution).toBeLessThan(0);
  });
});
