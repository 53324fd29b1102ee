import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import { createIndexer } from '#indexer/run';
import { createSearch } from '#src/search/search';
import { MODES, type Hit, type Search, type SearchRequest } from '#src/search/types';
import type { WriteOperation } from '#src/store/store';
import { createFakeEmbedder } from '#test/support/fake-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const WORDS = 'lock agent wait queue file write read page index cache log schema token'.split(' ');
const text = (at: number): string =>
  Array.from({ length: 3 + (at % 9) }, (_, n) => WORDS[(at * (n + 3)) % 13]).join(' ');

/** Every third replaces one before it; some are told by a file, too. */
const decision = (at: number): WriteOperation => ({
  ...{ op: 'put', kind: 'architecture_decisions', id: `D${at}` },
  value: {
    ...{ decision: `${text(at)} ${at}`, rationale: text(at + 5), status: 'accepted' },
    date: `2024-01-${String(1 + (at % 28)).padStart(2, '0')}`,
    ...(at % 3 === 0 && at > 8 && { supersedes: [`D${at - 7}`, `D${at - 3}`] }),
    ...(at % 5 === 0 && { documentation: [`docs/adr/${at}.md`] }),
  },
});
const file = (at: number): WriteOperation => ({
  ...{ op: 'put', kind: 'documents', id: `F${at}` },
  value: {
    ...{ title: `${text(at + 2)} ${at}`, repo: 'core', path: `docs/adr/${at}.md`, doc_type: 'adr' },
    ...{ content: text(at + 4), status: 'accepted', date: '2024-01-01' },
  },
});

/** The order that the explanations tell: those that are named, the rest by score, chains together. */
function recomputed(hits: readonly Hit[]): readonly string[] {
  const scoreOf = (hit: Hit): number => {
    const { score = null, placed } = hit.explain ?? {};
    const best = hits.find(({ id }) => id === placed?.instead_of?.id);
    return best ? scoreOf(best) : (score ?? NaN);
  };
  const byScore = (some: readonly Hit[]) => some.toSorted((a, b) => scoreOf(b) - scoreOf(a));
  const order = [
    ...byScore(hits.filter(({ explain }) => explain?.placed?.by === 'exact')),
    ...byScore(
      hits.filter(({ explain }) => explain?.placed?.by !== 'exact' && !explain?.placed?.below),
    ),
  ].map(({ id }) => id);
  for (const { id, explain } of hits) {
    const above = explain?.placed?.below?.id;
    if (above !== undefined) order.splice(order.indexOf(above) + 1, 0, id);
  }
  return order;
}

describe('an explanation tells why a hit stands where it stands', () => {
  let temporary: TemporaryStore;
  let search: Search;
  beforeEach(async () => {
    temporary = temporaryStore();
    const { store } = temporary;
    const embedder = createFakeEmbedder();
    search = createSearch({ store, embedder });
    const numbers = Array.from({ length: 40 }, (_, at) => at);
    await store.write({
      operations: [
        ...numbers.map(decision),
        ...numbers.filter((at) => at % 5 === 0).map(file),
        ...numbers.map((at): WriteOperation => ({
          ...{ op: 'put', kind: 'workspace_tasks', id: `T${at}` },
          value: { title: `${text(at + 1)} ${at}`, notes: text(at + 3) },
        })),
      ],
    });
    await createIndexer({ store, embedder, holder: 't' }).drain();
  });
  afterEach(() => temporary.remove());

  const ask = (more: Partial<SearchRequest> = {}) =>
    search.search({ q: 'lock agent wait', limit: 1_000, explain: true, ...more });

  it.each(MODES)('and recomputes to the order, chains and all, in %s mode', async (mode) => {
    const { hits } = await ask({ mode });
    const moved = hits.filter(({ explain }) => explain?.placed);
    expect(moved.length).toBeGreaterThan(5);
    expect(recomputed(hits)).toEqual(hits.map(({ id }) => id));
    const byScoreAlone = hits.toSorted((a, b) => (b.score ?? 0) - (a.score ?? 0));
    expect(byScoreAlone.map(({ id }) => id)).not.toEqual(hits.map(({ id }) => id));
  });

  it.each(['D12', 'D5', 'F5'])('and why what is named comes first: %s', async (q) => {
    const { hits } = await ask({ q });
    expect(hits[0]).toMatchObject({ id: q, exact: true, explain: { placed: { by: 'exact' } } });
    expect(recomputed(hits)).toEqual(hits.map(({ id }) => id));
  });

  it('and names what it stands below, and at whose place', async () => {
    const { hits } = await ask({ lifecycle: 'all' });
    for (const [at, { explain }] of hits.entries()) {
      const { below } = explain?.placed ?? {};
      if (below) expect(below).toMatchObject({ id: hits[at - 1]?.id, title: hits[at - 1]?.title });
    }
    const lifted = hits.find(({ explain }) => explain?.placed?.instead_of);
    expect(lifted?.explain?.placed).toEqual({
      by: 'chain',
      instead_of: {
        ...{ kind: expect.any(String), id: expect.any(String), title: expect.any(String) },
      },
    });
  });

  it('where there are no words, too, and then there is no score', async () => {
    const { hits, mode_used } = await ask({ q: 'kind:decision' });
    expect(mode_used).toBe('filter');
    expect(hits.every(({ score, explain }) => score === null && explain?.score === null)).toBe(
      true,
    );
    expect(hits.some(({ explain }) => explain?.placed?.by === 'chain')).toBe(true);
  });

  it('by meaning alone hits come in the order of their closeness, but for those that are moved', async () => {
    const { hits } = await ask({ mode: 'semantic' });
    const own = hits.filter(({ explain }) => !explain?.placed);
    const figures = own.map(({ closeness }) => closeness ?? NaN);
    expect(figures).toEqual(figures.toSorted((a, b) => b - a));
    expect(new Set(figures).size).toBeGreaterThan(10);
    for (const { closeness, similarity } of hits)
      expect(closeness ?? NaN).toBeLessThanOrEqual(similarity ?? NaN);
  });
});
