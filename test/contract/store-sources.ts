import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { SourceInput, Store } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

/** The contract of `Sources`, for any engine. */
export function describeSources(engine: string, open: () => StoreUnderTest): void {
  describe(`the sources of ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const source = (path: string, changes: Partial<SourceInput> = {}): SourceInput => ({
      ...{ host: 'ada', path, repo: 'core', named: false, origin: 'o1', prefix: 'docs' },
      ...changes,
    });
    const figures = { documents: 3, added: 1, changed: 1, removed: 0, skipped: 2 };
    const keep = (given: SourceInput, trusted = false) => store.keepSource(given, { trusted });

    it('are kept as they are given, by host and path', async () => {
      await keep(source('/z'));
      await keep(source('/a', { host: 'grace' }));
      const added = await keep(source('/b', { named: true, prefix: '' }), true);
      expect(added).toEqual({
        ...source('/b', { named: true, prefix: '' }),
        id: expect.stringMatching(/^SRC-[0-9a-f]{12}$/) as string,
        trusted: true,
        added_at: expect.stringMatching(/^\d{4}-/) as string,
        synced_at: null,
        last_sync: null,
      });
      const places = (await store.sources()).map(({ host, path }) => `${host} ${path}`);
      expect(places).toEqual(['ada /b', 'ada /z', 'grace /a']);
      expect((await store.sources('grace')).map(({ path }) => path)).toEqual(['/a']);
      expect(await store.sources('nobody')).toEqual([]);
    });

    it('are the same one again for the same host and path, with what is known of the last reading', async () => {
      const first = await keep(source('/a'));
      const read = await keep(source('/a', { repo: 'renamed', last_sync: figures }));
      expect(read).toMatchObject({ id: first.id, added_at: first.added_at, repo: 'renamed' });
      expect(read).toMatchObject({ last_sync: figures, synced_at: expect.any(String) as string });
      const again = await keep(source('/a', { named: true }));
      expect(again).toEqual({ ...read, repo: 'core', named: true });
      expect(await store.sources()).toEqual([again]);
    });

    it('stay trusted once they are, whoever names them again', async () => {
      expect(await keep(source('/a'))).toMatchObject({ trusted: false });
      expect(await keep(source('/a'), true)).toMatchObject({ trusted: true });
      expect(await keep(source('/a'))).toMatchObject({ trusted: true });
    });

    it('are dropped once', async () => {
      const { id } = await keep(source('/a'));
      expect([await store.dropSource(id), await store.dropSource(id)]).toEqual([true, false]);
      expect(await store.sources()).toEqual([]);
    });

    it('are no records: nothing counts them, and the revision stays', async () => {
      const revision = async (): Promise<string> => {
        const snapshot = await store.snapshot();
        return snapshot.revision().finally(() => snapshot.close());
      };
      const before = await revision();
      await keep(source('/a', { last_sync: figures }));
      expect(await revision()).toBe(before);
      expect((await store.summary()).records).toEqual({});
    });
  });
}
