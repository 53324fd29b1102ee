import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { AnyRecord } from '#src/kinds/kind';
import type { Keyset, SortKey, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const KIND = 'workspace_tasks';
const SIZE = 20;

const value = fc.record({
  title: fc.constantFrom('a', 'b', 'é'),
  priority: fc.constantFrom('HIGH', 'LOW', null),
  created: fc.constantFrom('2025-01-01', '2025-01-01T10:00:00.000Z', '2025-03-01'),
});

const change: fc.Arbitrary<WriteOperation> = fc
  .tuple(fc.nat(SIZE + 5), fc.option(value))
  .map(([at, given]) =>
    given
      ? { op: 'put', kind: KIND, id: idOf(at), value: given }
      : { op: 'delete', kind: KIND, id: idOf(at) },
  );

const idOf = (at: number): string => `T-${String(at).padStart(2, '0')}`;

const sort = fc.uniqueArray(
  fc.record({ field: fc.constantFrom('title', 'priority', 'created'), descending: fc.boolean() }),
  { maxLength: 3, selector: ({ field }: SortKey) => field },
);

/** What pages of a list promise while records come, change and go between them, for any engine. */
export function describePages(engine: string, open: () => StoreUnderTest): void {
  describe(`pages of a list in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeAll(() => {
      under = open();
      store = under.store;
    });
    afterAll(() => under.remove());

    async function only(values: readonly AnyRecord[]): Promise<void> {
      const { items } = await store.list({ kind: KIND, sort: [], limit: 1000, fields: ['id'] });
      const deletes = items.map(
        ({ id }) => ({ op: 'delete', kind: KIND, id: String(id) }) as const,
      );
      const puts = values.map(
        (each, at) => ({ op: 'put', kind: KIND, id: idOf(at), value: each }) as const,
      );
      await store.write({ operations: [...deletes, ...puts] });
    }

    async function apply(operation: WriteOperation): Promise<string> {
      const id = 'id' in operation ? operation.id : '';
      if (operation.op !== 'delete' || (await store.get(KIND, id)))
        await store.write({ operations: [operation] });
      return id;
    }

    it('neither repeat nor skip what nobody touched, whatever is written between them', async () => {
      const worlds = fc.array(value, { minLength: SIZE, maxLength: SIZE });
      const steps = fc.array(fc.array(change, { maxLength: 3 }), { maxLength: 6 });
      await fc.assert(
        fc.asyncProperty(
          fc.tuple(worlds, steps),
          sort,
          fc.integer({ min: 1, max: 6 }),
          async ([values, changes], keys, limit) => {
            await only(values);
            const asked = { kind: KIND, sort: keys } as const;
            const whole = (await store.list({ ...asked, limit: 1000 })).items;
            const touched = new Set<string>();
            const shown: string[] = [];
            let after: Keyset | undefined;
            for (let page = 0; page === 0 || after; page += 1) {
              const found = await store.list({ ...asked, limit, ...(after && { after }) });
              shown.push(...found.items.map(({ id }) => String(id)));
              after = found.next;
              for (const each of changes[page] ?? []) touched.add(await apply(each));
            }
            const untouched = (id: string): boolean => !touched.has(id);
            expect(shown.filter(untouched)).toEqual(
              whole.map(({ id }) => String(id)).filter(untouched),
            );
          },
        ),
        { numRuns: 60 },
      );
    });
  });
}
