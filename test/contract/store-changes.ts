import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Change, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const TASK: KindName = 'workspace_tasks';
const create = (kind: KindName, value: AnyRecord): WriteOperation => ({
  op: 'create',
  kind,
  value,
});
const task = (id: string, more: AnyRecord = {}) => create(TASK, { id, title: id, ...more });
const patch = (id: string, value: AnyRecord): WriteOperation => ({
  op: 'patch',
  kind: TASK,
  id,
  value,
});
const remove = (id: string, kind: KindName = TASK): WriteOperation => ({ op: 'delete', kind, id });
const tag = (record_id: string, id: string) =>
  create('record_tags', { id, record_kind: TASK, record_id, tag: id });
const told = ({ kind, id, outcome, version }: Change): string =>
  `${outcome} ${kind === TASK ? 'task' : kind} ${id} ${String(version)}`;

/** The contract of the feed of changes, for any engine. */
export function describeChanges(engine: string, open: () => StoreUnderTest): void {
  describe(`the feed of changes in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const items = async (after?: string) =>
      (await store.changes({ limit: 1000, ...(after !== undefined && { after }) })).items;
    const feed = async (after?: string) => (await items(after)).map(told);

    it('tells every write in order, and nothing of one that changed nothing', async () => {
      await write(task('A'), task('B'));
      await write(patch('A', { title: 'a', notes: 'n' }), patch('B', { title: 'B' }));
      await write(remove('A'));
      expect(await feed()).toEqual([
        'created task A 1',
        'created task B 1',
        'updated task A 2',
        'deleted task A 3',
      ]);
      const [first, second, third, last] = await items();
      expect(third?.changed).toEqual(expect.arrayContaining(['title', 'notes']));
      expect([first?.changed, last?.changed, last?.etag]).toEqual([[], [], null]);
      expect(first?.batch).toBe(second?.batch);
      expect((third?.batch ?? 0) > (second?.batch ?? 0)).toBe(true);
    });

    it('has the etag that the record has since then', async () => {
      const { outcomes } = await write(task('A'));
      expect((await items())[0]?.etag).toBe(outcomes[0]?.stored?.etag);
      await write(patch('A', { title: 'b' }));
      expect((await items())[1]?.etag).toBe((await store.get(TASK, 'A'))?.etag);
    });

    it('tells what hung on a record that was deleted, in the same batch', async () => {
      await write(task('A'), tag('A', 'T'));
      await write(remove('A'));
      const [, , gone, taken] = await items();
      expect([gone, taken].map((change) => change && told(change))).toEqual([
        'deleted task A 2',
        'deleted record_tags T 2',
      ]);
      expect(taken?.batch).toBe(gone?.batch);
    });

    it.each<[string, WriteOperation[]]>([
      ['an id that is taken', [task('B'), task('A')]],
      ['a reference to nothing', [task('B'), tag('nowhere', 'T')]],
      ['a record that is not there', [patch('A', { title: 'b' }), remove('nowhere')]],
      ['an etag that is past', [task('B'), { ...remove('A'), ifMatch: 'past' } as WriteOperation]],
    ])('tells nothing of a batch that fails for %s', async (_, operations) => {
      await write(task('A'));
      const { next } = await store.changes({ limit: 1 });
      await expect(write(...operations)).rejects.toMatchObject({ code: expect.any(String) });
      expect(await feed()).toEqual(['created task A 1']);
      expect((await store.changes({ after: next, limit: 1 })).next).toBe(next);
    });

    it('tells a batch once that is sent again under its key', async () => {
      const batch = { operations: [task('A')], idempotency: { key: 'k', digest: 'd' } };
      await store.write(batch);
      await store.write(batch);
      expect(await feed()).toEqual(['created task A 1']);
    });

    it('tells of a large batch as of a small one', async () => {
      await write(...Array.from({ length: 500 }, (_, at) => task(`T-${String(at)}`)));
      const all = await items();
      expect(all).toHaveLength(500);
      expect(new Set(all.map(({ batch }) => batch)).size).toBe(1);
    });

    it('tells of a verbatim write', async () => {
      const value = { title: 't', version: 7, updated_at: '2020-01-01T00:00:00.000Z' };
      const queued = { status: 'pending', priority: 'LOW' };
      const put = { op: 'put', kind: 'tasks', id: 'Q', verbatim: true } as const;
      await write({ ...put, value: { ...queued, ...value } });
      await write({ ...put, value: { ...queued, ...value, version: 3 } });
      expect((await items()).map(({ changed }) => changed)).toEqual([[], ['version']]);
    });

    it('names who wrote: the one named for the history, the writer, or whose process it is', async () => {
      await store.write({ operations: [task('A')], writer: 'w1', who: 'ada' });
      await store.write({ operations: [task('B')], writer: 'w1' });
      await write(task('C'));
      const names = (await items()).map(({ who }) => who);
      expect(names.slice(0, 2)).toEqual(['ada', 'w1']);
      expect(names[2]).toMatch(/^\S.* on \S/);
    });

    it('goes on wherever it was left, page by page, without a gap or a repetition', async () => {
      await write(...['A', 'B', 'C', 'D', 'E'].map((id) => task(id)));
      const whole = await items();
      for (const limit of [1, 2, 5, 9]) {
        const seen: string[] = [];
        let after: string | undefined;
        for (;;) {
          const page = await store.changes({ limit, ...(after !== undefined && { after }) });
          if (page.items.length === 0) break;
          seen.push(...page.items.map(({ cursor }) => cursor));
          after = page.next;
        }
        expect(seen).toEqual(whole.map(({ cursor }) => cursor));
      }
      for (const [at, { cursor }] of whole.entries())
        expect(await items(cursor)).toEqual(whole.slice(at + 1));
    });

    it('begins now when asked to, also while nothing was ever written', async () => {
      const empty = await store.changes({ after: 'now', limit: 10 });
      expect(empty.items).toEqual([]);
      await write(task('A'));
      expect(await feed(empty.next)).toEqual(['created task A 1']);
      const { next } = await store.changes({ after: 'now', limit: 10 });
      expect(await feed(next)).toEqual([]);
      await write(task('B'));
      expect(await feed(next)).toEqual(['created task B 1']);
    });

    it('of some kinds moves on past the others', async () => {
      await write(task('A'), tag('A', 'T'), task('B'), tag('B', 'U'));
      const kinds: readonly KindName[] = ['record_tags'];
      const first = await store.changes({ kinds, limit: 1 });
      expect(first.items.map(({ id }) => id)).toEqual(['T']);
      const second = await store.changes({ kinds, limit: 5, after: first.next });
      expect(second.items.map(({ id }) => id)).toEqual(['U']);
      await write(task('C'));
      const third = await store.changes({ kinds, limit: 5, after: second.next });
      expect(third.items).toEqual([]);
      expect(await feed(third.next)).toEqual([]);
    });

    it.each(['', 'x', '1', '00000000-1', 'ffffffff-1-zzzzzzzz', "' OR 1=1 --"])(
      'refuses %j, which is no cursor',
      async (after) => {
        await expect(store.changes({ after, limit: 1 })).rejects.toMatchObject({
          code: 'invalid_cursor',
        });
      },
    );

    it('refuses the cursor of another file, the beginning included', async () => {
      const other = open();
      try {
        const beginning = await other.store.changes({ after: 'now', limit: 1 });
        await other.store.write({ operations: [task('A')] });
        const later = await other.store.changes({ limit: 1 });
        await write(task('A'));
        for (const { next } of [beginning, later])
          await expect(store.changes({ after: next, limit: 1 })).rejects.toMatchObject({
            code: 'feed_lost',
          });
      } finally {
        await other.remove();
      }
    });
  });
}
