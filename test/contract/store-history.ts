import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Store, WriteOperation } from '#src/store/store';
import { anyText } from '#test/support/record-arbitrary';

import type { StoreUnderTest } from './store-records.ts';

const KIND: KindName = 'workspace_tasks';
const KEY = { kind: KIND, id: 'A' } as const;

const put = (value: AnyRecord): WriteOperation => ({ ...KEY, op: 'put', value });
const patch = (value: AnyRecord): WriteOperation => ({ ...KEY, op: 'patch', value });
const REMOVE: WriteOperation = { ...KEY, op: 'delete' };

const nullable = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { nil: null });
/** Long enough that only what changed of them is kept, with half surrogate pairs at the cuts. */
const longText = fc
  .tuple(anyText, fc.constantFrom('😀', '😁', '', 'x'), anyText)
  .map(([start, middle, end]) => 'ab😀'.repeat(30) + start + middle + end + '😀c'.repeat(30));
const anyObject = fc
  .dictionary(fc.constantFrom('a', 'b', '__c'), fc.jsonValue({ maxDepth: 2 }))
  .map((object): unknown => JSON.parse(JSON.stringify(object)));
const value = fc.record(
  {
    title: anyText.map((text) => `x${text}`),
    notes: nullable(fc.oneof(anyText, longText)),
    repos_affected: nullable(fc.array(anyText, { maxLength: 3 })),
    metadata: nullable(anyObject),
    estimated_effort_minutes: nullable(fc.integer()),
  },
  { requiredKeys: ['title'] },
);
const step = fc.oneof(
  { weight: 3, arbitrary: value.map(put) },
  { weight: 4, arbitrary: value.map((given) => patch(given)) },
  { weight: 1, arbitrary: fc.constant(REMOVE) },
);

/** The contract of what is known of a record's past, for any engine. */
export function describeHistory(engine: string, open: () => StoreUnderTest): void {
  describe(`the history of a record in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const history = () => store.history({ ...KEY, limit: 100 });
    const version = (number: number) => store.version(KEY, number);

    it('gives back exactly every version, whatever was written, deleted and made again', async () => {
      let runs = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
          const id = `T-${String((runs += 1))}`;
          await check(
            store,
            id,
            steps.map((operation) => ({ ...operation, id })),
          );
        }),
      );
    });

    it('says who did what, the latest first, with the values before and after', async () => {
      await store.write({ operations: [put({ title: 'a' })], who: 'ada' });
      await store.write({ operations: [patch({ title: 'b', notes: 'n' })], who: 'bob' });
      const { items = [], complete } = (await history()) ?? {};
      expect(complete).toBe(true);
      expect(items.map(({ version: number, who, outcome }) => [number, who, outcome])).toEqual([
        [2, 'bob', 'updated'],
        [1, 'ada', 'created'],
      ]);
      expect(items[0]?.changes).toEqual(
        expect.arrayContaining([
          { field: 'title', from: 'a', to: 'b' },
          { field: 'notes', from: null, to: 'n' },
        ]),
      );
      expect(items[1]?.changes).toEqual([]);
    });

    it('counts on when a deleted record is made again, and never repeats an etag', async () => {
      const { outcomes } = await write(put({ title: 'first life' }));
      await write(REMOVE);
      await write(put({ title: 'second life' }));
      const { items = [] } = (await history()) ?? {};
      expect(items.map(({ version: number, outcome }) => `${number} ${outcome}`)).toEqual([
        '3 created',
        '2 deleted',
        '1 created',
      ]);
      expect((await version(1))?.record.title).toBe('first life');
      expect(await version(2)).toBeUndefined();
      expect((await version(3))?.record.title).toBe('second life');
      expect((await store.get(KIND, 'A'))?.etag).not.toBe(outcomes[0]?.stored?.etag);
    });

    it('comes page by page', async () => {
      for (let at = 0; at < 5; at += 1) await write(put({ title: `t${String(at)}` }));
      const first = await store.history({ ...KEY, limit: 2 });
      const second = await store.history({ ...KEY, limit: 2, before: first?.next ?? 0 });
      const third = await store.history({ ...KEY, limit: 2, before: second?.next ?? 0 });
      const all = [first, second, third].flatMap((page) => page?.items ?? []);
      expect(all.map(({ version: number }) => number)).toEqual([5, 4, 3, 2, 1]);
      expect(third?.next).toBeUndefined();
    });

    it('is nothing for a record that never was, and has no version that was not', async () => {
      expect(await history()).toBeUndefined();
      expect(await version(1)).toBeUndefined();
      await write(put({ title: 'a' }));
      for (const number of [0, 2, 99]) expect(await version(number)).toBeUndefined();
    });

    it('has with a deleted version what hung on the record', async () => {
      const tag = { id: 'T', record_kind: KIND, record_id: 'A', tag: 'flaky' };
      const other = { kind: KIND, id: 'B' } as const;
      await write(put({ title: 'a' }), { ...other, op: 'put', value: { title: 'b' } });
      await write({ op: 'create', kind: 'record_tags', value: tag });
      await write(REMOVE, { ...other, op: 'delete' });
      const deleted = await version(1);
      expect(deleted?.taken.map(({ kind, record }) => [kind, record.id])).toEqual([
        ['record_tags', 'T'],
      ]);
      expect((await store.version(other, 1))?.taken).toEqual([]);
    });

    it.each([
      ['of one record', { record: KEY }],
      ['from before a time', { before: '2999-01-01' }],
    ])('forgets values %s, and keeps what is there and the feed', async (_, what) => {
      await write(put({ title: 'secret' }));
      await write(patch({ title: 'open' }));
      const before = await store.changes({ limit: 10 });
      expect(await store.forget(what)).toBe(1);
      expect(await version(1)).toBeUndefined();
      expect((await version(2))?.record.title).toBe('open');
      const { items = [], complete } = (await history()) ?? {};
      expect([complete, items[0]?.forgotten, items[0]?.changes]).toEqual([false, true, []]);
      expect(await store.changes({ limit: 10 })).toEqual(before);
      expect(await store.forget(what)).toBe(0);
    });

    it('forgets nothing that came after the time', async () => {
      await write(put({ title: 'a' }));
      await write(put({ title: 'b' }));
      expect(await store.forget({ before: '2020-01-01' })).toBe(0);
      expect((await version(1))?.record.title).toBe('a');
    });
  });
}

/** Writes each step, remembers what there was after it, and asks for all of it in the end. */
async function check(store: Store, id: string, steps: readonly WriteOperation[]): Promise<void> {
  const key = { kind: KIND, id };
  const seen = new Map<number, AnyRecord | undefined>();
  for (const operation of steps) {
    const existed = (await store.get(KIND, id)) !== undefined;
    if (operation.op !== 'put' && !existed) continue;
    const { outcomes } = await store.write({ operations: [operation] });
    if (outcomes[0]?.outcome === 'unchanged') continue;
    seen.set(seen.size + 1, (await store.get(KIND, id))?.record);
  }
  for (const [number, record] of seen)
    expect((await store.version(key, number))?.record).toEqual(record);
  const entries = seen.size > 0 ? await store.history({ ...key, limit: 100 }) : { items: [] };
  expect(entries?.items.map(({ version }) => version)).toEqual([...seen.keys()].reverse());
}
