import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { Keyset, Store, WriteOperation } from '#src/store/store';

/** What a suite needs of an engine. */
export interface StoreUnderTest {
  readonly store: Store;
  remove(): Promise<void>;
}

const TASK: KindName = 'workspace_tasks';
const create = (value: AnyRecord, kind: KindName = TASK): WriteOperation => ({
  op: 'create',
  kind,
  value,
});
const task = (title: string, more: AnyRecord = {}): WriteOperation => create({ title, ...more });

/** The contract of `Records`, for any engine. */
export function describeRecords(engine: string, open: () => StoreUnderTest): void {
  describe(`records in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = (...operations: WriteOperation[]) => store.write({ operations });
    const ids = async () =>
      (await store.list({ kind: TASK, sort: [], limit: 100 })).items.map(({ id }) => id);

    it('numbers tasks one after the other, and goes on after a number that was given', async () => {
      await write(task('one'), task('two', { id: 'WS-TASK-041' }), task('three'));
      await write(task('four', { id: 'elsewhere' }), task('five'));
      expect(await ids()).toEqual([
        'WS-TASK-001',
        'WS-TASK-041',
        'WS-TASK-042',
        'WS-TASK-043',
        'elsewhere',
      ]);
    });

    it('fills in defaults and copied fields, and reads JSON back as JSON', async () => {
      const { outcomes } = await write(
        create({ user: 'ada', metadata: { branch: { of: 'main' } } }, 'workspace_sessions'),
      );
      const record = outcomes[0]?.stored?.record ?? {};
      expect(record).toMatchObject({ status: 'in_progress', metadata: { branch: { of: 'main' } } });
      expect(record.session_id).toBe(record.id);
      expect(record.start_time).toMatch(/^\d{4}-\d\d-\d\dT.*Z$/);
    });

    it('applies all of a batch or none, and names the operation that is at fault', async () => {
      const batch = write(task('fine'), task('given', { id: 'A' }), task('again', { id: 'A' }));
      await expect(batch).rejects.toMatchObject({
        code: 'duplicate_id',
        issues: [{ pointer: '/2/id' }],
      });
      expect(await ids()).toEqual([]);
    });

    it('lets a batch refer to what it makes later, and refuses what nothing makes', async () => {
      const issue = (related_task_id: string) =>
        create({ title: 'x', type: 'bug', severity: 'LOW', related_task_id }, 'cross_repo_issues');
      await write(issue('T-1'), task('made after it', { id: 'T-1' }));
      await expect(write(issue('T-2'))).rejects.toMatchObject({
        code: 'broken_reference',
        issues: [{ pointer: '/0/related_task_id' }],
      });
      await expect(write({ op: 'delete', kind: TASK, id: 'T-1' })).rejects.toMatchObject({
        code: 'broken_reference',
        message: expect.stringContaining('ISSUE-001') as string,
      });
    });

    it('judges a batch by how it ends', async () => {
      const issue = (related_task_id: string | null): WriteOperation => ({
        op: 'put',
        kind: 'cross_repo_issues',
        id: 'I',
        value: { title: 'x', type: 't', severity: 'LOW', related_task_id },
      });
      await write(issue('missing'), issue(null));
      expect((await store.get('cross_repo_issues', 'I'))?.record.related_task_id).toBeNull();
    });

    it('refuses to change a value that others refer to, and names the record at fault', async () => {
      const session = (id: string) => create({ id }, 'workspace_sessions');
      await write(session('S0'), session('S1'));
      await write(create({ session_id: 'S1', type: 'note' }, 'session_activities'));
      const rename = { op: 'patch', kind: 'workspace_sessions', id: 'S1' } as const;
      await expect(write({ ...rename, value: { session_id: 'S2' } })).rejects.toMatchObject({
        code: 'broken_reference',
      });
      const remove = (id: string) => ({ op: 'delete', kind: 'workspace_sessions', id }) as const;
      await expect(write(remove('S0'), remove('S1'))).rejects.toMatchObject({
        code: 'broken_reference',
        issues: [{ pointer: '/1' }],
      });
      await write(remove('S1'), session('S1'));
      expect((await store.get('workspace_sessions', 'S1'))?.id).toBe('S1');
    });

    it('numbers on past an id that is out of its reach', async () => {
      await write(task('given', { id: 'WS-TASK-999999999' }));
      await write(task('in the way', { id: 'WS-TASK-1000000000' }));
      const { outcomes } = await write(task('next'));
      expect(outcomes[0]?.id).toBe('WS-TASK-1000000001');
    });

    it('lists only the wanted fields, and pages by others all the same', async () => {
      await write(task('one', { notes: 'n', priority: 'LOW' }), task('two', { priority: 'HIGH' }));
      const query = {
        kind: TASK,
        sort: [{ field: 'priority', descending: false }],
        limit: 1,
        fields: ['title'],
      };
      const first = await store.list(query);
      expect(first.items).toEqual([{ id: 'WS-TASK-002', title: 'two' }]);
      const second = await store.list({ ...query, ...(first.next && { after: first.next }) });
      expect(second.items).toEqual([{ id: 'WS-TASK-001', title: 'one' }]);
    });

    it('tells the index states of many records at once', async () => {
      await write(task('one', { id: 'A' }), create({ session_id: 'S' }, 'workspace_sessions'));
      const states = await store.indexStates(TASK, ['A', 'none']);
      expect([...states]).toEqual([['A', 'queued']]);
    });

    it('changes the etag with every change, and refuses a write against an older one', async () => {
      const [first] = (await write(task('one'))).outcomes;
      const { id, etag } = first?.stored ?? { id: '', etag: '' };
      const patch = (title: string): WriteOperation => ({
        op: 'patch',
        kind: TASK,
        id,
        value: { title },
        ifMatch: etag,
      });
      const [second] = (await write(patch('two'))).outcomes;
      expect(second?.stored?.etag).not.toBe(etag);
      await expect(write(patch('three'))).rejects.toMatchObject({ code: 'precondition_failed' });
      expect((await store.get(TASK, id))?.record.title).toBe('two');
    });

    it('never gives a deleted record its etag back', async () => {
      const [before] = (await write(task('one', { id: 'A' }))).outcomes;
      await write({ op: 'delete', kind: TASK, id: 'A' });
      const [after] = (await write(task('one', { id: 'A' }))).outcomes;
      expect(after?.stored?.etag).not.toBe(before?.stored?.etag);
    });

    it('replaces with put, keeps the time of creation, and leaves an equal record unchanged', async () => {
      const put = (value: AnyRecord): WriteOperation => ({ op: 'put', kind: TASK, id: 'A', value });
      const [made] = (await write(put({ title: 'one', notes: 'n', priority: 'HIGH' }))).outcomes;
      const [changed] = (await write(put({ title: 'two' }))).outcomes;
      const [same] = (await write(put({ title: 'two' }))).outcomes;
      expect([made, changed, same].map((each) => each?.outcome)).toEqual([
        'created',
        'updated',
        'unchanged',
      ]);
      expect(changed?.stored?.record).toMatchObject({
        title: 'two',
        notes: null,
        priority: null,
        created: made?.stored?.record.created,
      });
      expect(same?.stored?.etag).toBe(changed?.stored?.etag);
    });

    it('refuses to put over a record that must not exist, and to match one that does not', async () => {
      await write(task('one', { id: 'A' }));
      const put = { op: 'put', kind: TASK, value: { title: 'two' } } as const;
      await expect(write({ ...put, id: 'A', ifAbsent: true })).rejects.toMatchObject({
        code: 'precondition_failed',
      });
      await expect(write({ ...put, id: 'B', ifMatch: '*' })).rejects.toMatchObject({
        code: 'precondition_failed',
      });
    });

    it('names a second unique key that is taken', async () => {
      const document = { repo: 'r', path: 'a.md', title: 't', content: 'c' };
      await write(create(document, 'documents'));
      await expect(write(create({ ...document, id: 'other' }, 'documents'))).rejects.toMatchObject({
        code: 'duplicate_id',
        message: expect.stringContaining('repo and path') as string,
        issues: [
          { pointer: '/0/repo', detail: "'r' is taken" },
          { pointer: '/0/path', detail: "'a.md' is taken" },
        ],
      });
    });

    it('replays a batch under its idempotency key, and refuses the key for another one', async () => {
      const batch = { operations: [task('once')], idempotency: { key: 'k', digest: 'd' } };
      const first = await store.write(batch);
      const second = await store.write(batch);
      expect(second.replayed).toBe(true);
      expect(second.outcomes).toEqual(JSON.parse(JSON.stringify(first.outcomes)));
      expect(await ids()).toHaveLength(1);
      await expect(
        store.write({ ...batch, idempotency: { key: 'k', digest: 'other' } }),
      ).rejects.toMatchObject({ code: 'idempotency_mismatch' });
    });

    it.each([
      { name: 'id', sort: [] },
      { name: 'a field with ties and gaps', sort: [{ field: 'priority', descending: false }] },
      { name: 'the same, descending', sort: [{ field: 'priority', descending: true }] },
      {
        name: 'two fields',
        sort: [
          { field: 'assigned_to', descending: true },
          { field: 'title', descending: false },
        ],
      },
    ])('pages through every record exactly once by $name', async ({ sort }) => {
      const rows = Array.from({ length: 23 }, (_, index) =>
        task(`t${String(index % 5)}`, {
          priority: ['HIGH', 'LOW', 'MEDIUM', null][index % 4],
          assigned_to: ['ada', null, 'bob'][index % 3],
        }),
      );
      await write(...rows);
      const whole = await store.list({ kind: TASK, sort, limit: 100 });
      const paged: AnyRecord[] = [];
      let after: Keyset | undefined;
      do {
        const page = await store.list({ kind: TASK, sort, limit: 4, ...(after && { after }) });
        expect(page.total).toBe(23);
        paged.push(...page.items);
        after = page.next;
      } while (after);
      expect(paged).toEqual(whole.items);
    });

    it('sorts priorities by rank, and puts records without one last', async () => {
      await write(
        ...['LOW', 'HIGH', null, 'MEDIUM'].map((priority) => task(String(priority), { priority })),
      );
      const { items } = await store.list({
        kind: TASK,
        sort: [{ field: 'priority', descending: false }],
        limit: 10,
      });
      expect(items.map(({ title }) => title)).toEqual(['HIGH', 'MEDIUM', 'LOW', 'null']);
    });
  });
}
