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

const SEARCHED: readonly { readonly what: string; readonly operation: WriteOperation }[] = [
  {
    what: 'a record that is found',
    operation: { op: 'put', kind: 'workspace_tasks', id: 'B', value: { title: 'b' } },
  },
  {
    what: 'a tag',
    operation: {
      ...{ op: 'put', kind: 'record_tags', id: 'G' },
      value: { record_kind: 'workspace_tasks', record_id: 'A', tag: 'x' },
    },
  },
];

/** The contract of `SearchIndex.searchRevision`, for any engine. */
export function describeSearchRevisions(engine: string, open: () => StoreUnderTest): void {
  describe(`the search revision of ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(async () => {
      under = open();
      store = under.store;
      const value = { title: 'a' };
      await store.write({ operations: [{ op: 'put', kind: 'workspace_tasks', id: 'A', value }] });
    });
    afterEach(() => under.remove());

    it.each(SEARCHED)('is another one once $what is written, changed and gone', async (each) => {
      const { kind, id } = each.operation as Extract<WriteOperation, { op: 'put' }>;
      const seen = [await store.searchRevision()];
      for (const operation of [each.operation, { op: 'delete', kind, id } as const]) {
        await store.write({ operations: [operation] });
        seen.push(await store.searchRevision());
      }
      await store.write({ operations: [each.operation] });
      seen.push(await store.searchRevision());
      expect(new Set([seen[0], seen[1], seen[3]]).size).toBe(3);
      expect(seen[2]).not.toBe(seen[1]);
    });

    it('stays while only what no search reads is written', async () => {
      const before = await store.searchRevision();
      await store.write({
        operations: [{ op: 'create', kind: 'scale_tiers', value: { name: 's', level: 1 } }],
      });
      expect(await store.searchRevision()).toBe(before);
    });
  });
}
