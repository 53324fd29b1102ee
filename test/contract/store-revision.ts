import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

/** The contract of `Snapshot.revision`, for any engine. */
export function describeRevisions(engine: string, open: () => StoreUnderTest): void {
  describe(`the revision of a snapshot of ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const revision = async (): Promise<string> => {
      const snapshot = await store.snapshot();
      try {
        return await snapshot.revision();
      } finally {
        await snapshot.close();
      }
    };
    const task = { kind: 'workspace_tasks', id: 'A' } as const;
    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const put = (title: string): WriteOperation => ({ ...task, op: 'put', value: { title } });

    it('is another one after every write, and never an earlier one again', async () => {
      const steps: readonly WriteOperation[][] = [
        [put('a')],
        [put('b')],
        [put('a')],
        [{ ...task, op: 'delete' }],
        [put('a')],
        [{ ...task, op: 'delete' }, put('a')],
        [put('b'), { ...task, op: 'delete' }],
      ];
      const seen = [await revision()];
      for (const operations of steps) {
        await write(...operations);
        seen.push(await revision());
      }
      expect(new Set(seen).size).toBe(steps.length + 1);
    });

    it('stays while nothing is written, reads and writes without effect included', async () => {
      await write(put('a'));
      const before = await revision();
      await write(put('a'));
      await store.list({ kind: 'workspace_tasks', sort: [], limit: 1 });
      expect(await revision()).toBe(before);
    });
  });
}
