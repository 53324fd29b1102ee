import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Embedders } from '#embeddings/embedder';
import type { PooledEmbedder } from '#embeddings/pool';
import { createIndexer } from '#indexer/run';
import { createSearch, type SearchDeps } from '#src/search/search';
import type { SearchResponse } from '#src/search/types';
import type { Place, Selection } from '#src/store/store';
import { createTellingEmbedder } from '#test/support/telling-embedder';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const OLD = { model: 'old', dimensions: 256, firstAxis: 0 };
const NEW = { model: 'new', dimensions: 384, firstAxis: 130 };

describe('the space that answers a question', () => {
  let temporary: TemporaryStore;
  let old: PooledEmbedder;
  let next: PooledEmbedder;
  beforeEach(async () => {
    temporary = temporaryStore();
    old = createTellingEmbedder(OLD);
    next = createTellingEmbedder(NEW);
    await temporary.store.write({
      operations: Array.from({ length: 9 }, (_, at) => ({
        ...{ op: 'create', kind: 'workspace_tasks' },
        value: { title: `w${at}`, notes: 'A note.' },
      })),
    });
    await index();
    await old.load();
  });
  afterEach(() => temporary.remove());

  const both = (...all: readonly PooledEmbedder[]): Embedders => ({
    first: OLD.model,
    of: async (model) => all.find(({ info }) => info.model === model),
  });
  const index = () =>
    createIndexer({ store: temporary.store, embedder: both(old, next), holder: 't' }).drain();
  /** The new one becomes the current one, as by another process. */
  const change = async () => {
    await temporary.store.wantSpace({ space: next.info, prune: false });
    await index();
  };
  const dropOld = async () => {
    await temporary.store.dropSpace(old.info.fingerprint);
    while ((await temporary.store.purgeSpaces(2)) > 0);
  };
  const searchOf = (more: Partial<SearchDeps> = {}) =>
    createSearch({ store: temporary.store, embedder: both(old, next), ...more });

  const told = ({ mode_used, degraded, index: { space }, hits }: SearchResponse) => ({
    ...{ mode_used, space, degraded: degraded.length },
    ...{ best: hits[0]?.title, similarity: Math.round(hits[0]?.similarity ?? -1) },
  });
  const whole = (by: PooledEmbedder, best = 'w3') => ({
    ...{ mode_used: 'hybrid', space: by.info.fingerprint, degraded: 0, best, similarity: 1 },
  });

  it('is the current one, from the first question after a change on', async () => {
    const search = searchOf();
    expect(told(await search.search({ q: 'w3' }))).toEqual(whole(old));
    await change();
    expect(told(await search.search({ q: 'w3' }))).toEqual(whole(next));
    await temporary.store.rollbackSpace();
    expect(told(await search.search({ q: 'w3' }))).toEqual(whole(old));
  });

  it('is the one before while the new model loads, which the question begins', async () => {
    await change();
    const loading = createTellingEmbedder({ ...NEW, loading: 50 });
    const search = searchOf({ embedder: both(old, loading) });
    expect(told(await search.search({ q: 'w3' }))).toEqual(whole(old));
    await loading.load();
    expect(told(await search.search({ q: 'w3' }))).toEqual(whole(next));
  });

  it('is the current one where the model of the one before is not loaded either', async () => {
    await change();
    const cold = both(createTellingEmbedder(OLD), createTellingEmbedder(NEW));
    expect(told(await searchOf({ embedder: cold }).search({ q: 'w3' }))).toEqual(whole(next));
  });

  it('is the one of the first page on all pages, also when it is dropped between them', async () => {
    const search = searchOf();
    const shown: string[] = [];
    const told: unknown[] = [];
    for (let cursor: string | null | undefined; cursor !== null;) {
      const page = await search.search({ q: 'w3 note', limit: 2, ...(cursor && { cursor }) });
      shown.push(...page.hits.map(({ title }) => title));
      told.push(page.index.space);
      cursor = page.next_cursor;
      if (told.length === 1) await change();
      if (told.length === 2) await dropOld();
    }
    expect(shown.toSorted()).toEqual(Array.from({ length: 9 }, (_, at) => `w${at}`));
    expect(told).toEqual(Array.from({ length: 5 }, () => old.info.fingerprint));
  });

  it('was dropped, and then no other one answers the pages after the first', async () => {
    await change();
    const loading = createTellingEmbedder({ ...NEW, loading: 20 });
    const request = { q: 'w3 note', limit: 2 };
    const first = await searchOf({ embedder: both(old, loading) }).search(request);
    expect(first.index.space).toBe(old.info.fingerprint);
    await dropOld();
    await loading.load();
    const elsewhere = searchOf({ embedder: both(loading) });
    await expect(
      elsewhere.search({ ...request, cursor: first.next_cursor ?? '' }),
    ).rejects.toMatchObject({ code: 'cursor_outdated' });
  });

  it.each(['before it is read', 'after its vector is made'])(
    'is another one when it is dropped %s, and nothing of both is mixed',
    async (moment) => {
      const { store } = temporary;
      let changed = false;
      const drop = async () => {
        if (changed) return;
        changed = true;
        await change();
        await dropOld();
      };
      const nearest = async (selection: Selection, to: Place) => {
        if (moment === 'before it is read') await drop();
        const found = await store.nearest(selection, to);
        return found;
      };
      const slow: PooledEmbedder = {
        ...old,
        embed: async (texts, use) => {
          const vectors = await old.embed(texts, use);
          if (moment === 'after its vector is made') await drop();
          return vectors;
        },
      };
      const search = searchOf({ store: { ...store, nearest }, embedder: both(slow, next) });
      expect(told(await search.search({ q: 'w3' }))).toEqual(whole(next));
    },
  );

  it('of a model that is not known here is left to keywords, loudly', async () => {
    await change();
    const search = searchOf({ embedder: both(old) });
    const { mode_used, degraded } = await search.search({ q: 'w3' });
    expect(mode_used).toBe('keyword');
    expect(degraded).toEqual([
      { leg: 'vector', reason: expect.stringContaining("come from 'new'") as string },
    ]);
    await expect(search.search({ q: 'w3', strict: true })).rejects.toMatchObject({
      code: 'degraded',
    });
  });
});
