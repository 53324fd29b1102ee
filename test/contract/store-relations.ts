import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Filter, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const create = (kind: KindName, value: AnyRecord): WriteOperation => ({
  op: 'create',
  kind,
  value,
});
const remove = (kind: KindName, id: string): WriteOperation => ({ op: 'delete', kind, id });
const task = (id: string, more: AnyRecord = {}) =>
  create('workspace_tasks', { id, title: id, ...more });
const tag = (record_kind: string, record_id: string, word: string, id?: string) =>
  create('record_tags', { record_kind, record_id, tag: word, ...(id !== undefined && { id }) });
const link = (from: string, to: string, more: AnyRecord = {}) =>
  create('record_links', {
    ...{ from_kind: 'workspace_tasks', from_id: from, relation: 'blocks' },
    ...{ to_kind: 'workspace_tasks', to_id: to, ...more },
  });

const is = (op: string, value: unknown): Filter => ({ field: 'tag', op, value }) as Filter;

/** Of four tasks: `a` is urgent and late, `b` is urgent, `c` is only called so elsewhere, `d` has none. */
const TAG_FILTERS: readonly (readonly [name: string, filter: Filter, ids: string])[] = [
  ['eq', is('eq', 'urgent'), 'ab'],
  ['has', is('has', 'late'), 'a'],
  ['in', is('in', ['late', 'URGENT', 'elsewhere']), 'ac'],
  ['ne holds without a tag', is('ne', 'urgent'), 'cd'],
  ['nin', is('nin', ['late', 'elsewhere']), 'bd'],
  ['contains folds case', is('contains', 'RGEN'), 'ab'],
  ['contains takes % as itself', is('contains', '%'), ''],
  ['none', is('null', true), 'd'],
  ['any', is('null', false), 'abc'],
  ['not', { not: is('eq', 'urgent') }, 'cd'],
  ['several', { and: [is('eq', 'urgent'), is('eq', 'late')] }, 'a'],
  ['an operator that lists have not', is('gt', 'a'), ''],
  ['a value is never SQL', is('eq', "' OR 1=1 --"), ''],
  ['more values than a statement binds', is('in', ['late', ...Array(40_000).keys()]), 'a'],
];

/** What hangs on a record of any kind: tags, links, and the filter that asks for tags. */
export function describeRelations(engine: string, open: () => StoreUnderTest): void {
  describe(`tags and links in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const idsOf = async (kind: KindName, where?: Filter) => {
      const { items } = await store.list({ kind, sort: [], limit: 100, ...(where && { where }) });
      return items.map(({ id }) => String(id));
    };

    it.each(TAG_FILTERS)(
      'are asked for in lists and scopes alike: %s',
      async (_, where, expected) => {
        await write(
          ...['a', 'b', 'c', 'd'].map((id) => task(id)),
          create('proposals', { id: 'd', hypothesis: 'h', rationale: 'r', status: 'pending' }),
        );
        await write(tag('workspace_tasks', 'a', 'urgent'), tag('workspace_tasks', 'a', 'late'));
        await write(
          tag('workspace_tasks', 'b', 'urgent'),
          tag('workspace_tasks', 'c', 'elsewhere'),
        );
        await write(tag('proposals', 'd', 'urgent'));
        expect((await idsOf('workspace_tasks', where)).join('')).toBe(expected);
        const { rows } = await store.select({ kinds: ['workspace_tasks'], where });
        const heads = [...(await store.heads(rows)).values()];
        expect(heads.map(({ id }) => id).join('')).toBe(expected);
      },
    );

    it('count the elements of a list of a record of its own', async () => {
      const queued = { title: 't', status: 'pending', priority: 'LOW' };
      await write(
        create('tasks', { id: 'own', ...queued, tags: ['urgent'] }),
        create('tasks', { id: 'put', ...queued, tags: [] }),
        create('tasks', { id: 'none', ...queued }),
        tag('tasks', 'put', 'urgent'),
      );
      expect(await idsOf('tasks', is('eq', 'urgent'))).toEqual(['own', 'put']);
      expect(await idsOf('tasks', is('ne', 'urgent'))).toEqual(['none']);
      expect(await idsOf('tasks', is('null', true))).toEqual(['none']);
    });

    it('are found by their own field as any record is', async () => {
      await write(task('a'), tag('workspace_tasks', 'a', 'urgent', 'T'));
      expect(await idsOf('record_tags', is('eq', 'urgent'))).toEqual(['T']);
    });

    it.each([
      ['a record that is not there', { to_id: 'none' }, 'broken_reference', '/1/to_id'],
      ['a kind that is none', { from_kind: 'nothing' }, 'invalid_body', '/1/from_kind'],
      ['a short name of a kind', { to_kind: 'task' }, 'invalid_body', '/1/to_kind'],
    ])('name no %s', async (_name, wrong, code, pointer) => {
      await write(task('a'));
      await expect(write(task('b'), link('a', 'b', wrong))).rejects.toMatchObject({
        code,
        issues: [{ pointer }],
      });
      expect(await idsOf('workspace_tasks')).toEqual(['a']);
    });

    it('may come before what they name in the same batch', async () => {
      await write(link('a', 'b'), tag('workspace_tasks', 'a', 'x'), task('a'), task('b'));
      expect(await idsOf('record_links')).toHaveLength(1);
    });

    it('go with the record, from either end, and so does what hangs on them', async () => {
      await write(task('a'), task('b'), task('c'), link('a', 'b', { id: 'L1' }));
      await write(link('c', 'a', { id: 'L2' }), link('b', 'c', { id: 'L3' }));
      await write(tag('workspace_tasks', 'a', 'x'), tag('record_links', 'L1', 'y', 'Y'));
      await write(tag('workspace_tasks', 'b', 'x', 'X'));
      const before = (await store.summary()).records;
      expect(before).toMatchObject({ record_links: 3, record_tags: 3 });
      await write(remove('workspace_tasks', 'a'));
      expect(await idsOf('record_links')).toEqual(['L3']);
      expect(await idsOf('record_tags')).toEqual(['X']);
      const after = (await store.summary()).records;
      expect(after).toMatchObject({ workspace_tasks: 2, record_links: 1, record_tags: 1 });
    });

    it('stay with a record that a batch deletes and makes again', async () => {
      await write(task('a'), tag('workspace_tasks', 'a', 'x', 'X'));
      await write(remove('workspace_tasks', 'a'), task('a'));
      expect(await idsOf('record_tags')).toEqual(['X']);
    });

    it('may be deleted with their record, in any order', async () => {
      await write(task('a'), tag('workspace_tasks', 'a', 'x', 'X'));
      await write(remove('workspace_tasks', 'a'), remove('record_tags', 'X'));
      expect(await idsOf('record_tags')).toEqual([]);
    });

    it('that a batch puts on a record that it deletes are refused', async () => {
      await write(task('a'));
      const batch = write(tag('workspace_tasks', 'a', 'x'), remove('workspace_tasks', 'a'));
      await expect(batch).rejects.toMatchObject({
        code: 'broken_reference',
        issues: [{ pointer: '/0/record_id' }],
      });
      expect(await idsOf('workspace_tasks')).toEqual(['a']);
    });

    it('stay when their record is not deleted after all', async () => {
      await write(task('a'), tag('workspace_tasks', 'a', 'x', 'X'));
      const issue = { title: 'i', type: 't', severity: 'LOW', related_task_id: 'a' };
      await write(create('cross_repo_issues', issue));
      await expect(write(remove('workspace_tasks', 'a'))).rejects.toMatchObject({
        code: 'broken_reference',
      });
      expect(await idsOf('record_tags')).toEqual(['X']);
    });

    it('have the same id wherever they are written, so that twice is once', async () => {
      await write(task('a'), tag('workspace_tasks', 'a', 'x'));
      await expect(write(tag('workspace_tasks', 'a', 'x'))).rejects.toMatchObject({
        code: 'duplicate_id',
      });
    });
  });
}
