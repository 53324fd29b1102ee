import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AnyRecord } from '#src/kinds/kind';
import type { ReadQuery, Snapshot, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const TASKS = 250;
const BY_TITLE = [{ field: 'title', descending: true }] as const;
const QUERY: ReadQuery = { kind: 'workspace_tasks', sort: BY_TITLE };

const task = (n: number): WriteOperation => ({
  op: 'create',
  kind: 'workspace_tasks',
  value: {
    title: `Task ${String(n).padStart(3, '0')}`,
    priority: n % 2 === 0 ? 'HIGH' : null,
    repos_affected: [`repo-${n}`],
    metadata: { n },
  },
});

/** The contract of `Snapshot.read`, for any engine. */
export function describeReading(engine: string, open: () => StoreUnderTest): void {
  describe(`reading all of a list in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    let snapshot: Snapshot;
    beforeEach(async () => {
      under = open();
      store = under.store;
      await store.write({ operations: Array.from({ length: TASKS }, (_, n) => task(n)) });
      snapshot = await store.snapshot();
    });
    afterEach(async () => {
      await snapshot.close();
      await under.remove();
    });

    const read = async (query: ReadQuery): Promise<readonly AnyRecord[]> => {
      const records: AnyRecord[] = [];
      for await (const group of snapshot.read(query)) records.push(...group);
      return records;
    };

    it('gives the records of the list, in its order, several at a time', async () => {
      const { items } = await store.list({ ...QUERY, limit: 1000 });
      expect(items).toHaveLength(TASKS);
      expect(await read(QUERY)).toEqual(items);
    });

    it.each<Omit<ReadQuery, 'kind' | 'sort'>>([
      { where: { field: 'priority', op: 'eq', value: 'HIGH' } },
      { fields: ['title', 'metadata'] },
      { where: { field: 'title', op: 'eq', value: 'nothing' } },
    ])('asks as a list does: %j', async (asked) => {
      const { items } = await store.list({ ...QUERY, ...asked, limit: 1000 });
      expect(await read({ ...QUERY, ...asked })).toEqual(items);
    });

    it('stops at a limit', async () => {
      expect((await read({ ...QUERY, limit: 120 })).map(({ title }) => title)).toEqual(
        (await store.list({ ...QUERY, limit: 120 })).items.map(({ title }) => title),
      );
    });

    it('sees nothing of what is written meanwhile', async () => {
      const titles: unknown[] = [];
      for await (const group of snapshot.read(QUERY)) {
        titles.push(...group.map(({ title }) => title));
        await store.write({ operations: [task(titles.length + 1000)] });
      }
      expect(new Set(titles).size).toBe(TASKS);
      expect((await store.list({ ...QUERY, limit: 1 })).total).toBeGreaterThan(TASKS);
    });

    it('can be broken off, and the snapshot used on and closed', async () => {
      for await (const group of snapshot.read(QUERY)) {
        expect(group.length).toBeLessThan(TASKS);
        break;
      }
      expect((await snapshot.list({ ...QUERY, limit: 1 })).total).toBe(TASKS);
    });
  });
}
