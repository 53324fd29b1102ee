import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { AnyRecord } from '#src/kinds/kind';
import type { Filter, Store, WriteOperation } from '#src/store/store';

import type { StoreUnderTest } from './store-records.ts';

const QUEUED = { title: 't', status: 'pending', priority: 'LOW' } as const;
const LONG_AGO = '2020-01-01T00:00:00.000Z';

/** The contract of what a batch can ask for beside its operations, for any engine. */
export function describeBatches(engine: string, open: () => StoreUnderTest): void {
  describe(`batches in ${engine}`, () => {
    let under: StoreUnderTest;
    let store: Store;
    beforeEach(() => {
      under = open();
      store = under.store;
    });
    afterEach(() => under.remove());

    const write = async (...operations: WriteOperation[]) =>
      (await store.write({ operations })).outcomes;
    const queued = (value: AnyRecord = {}): WriteOperation => ({
      op: 'create',
      kind: 'tasks',
      value: { id: 'Q', ...QUEUED, updated_at: LONG_AGO, ...value },
    });
    const patch = (value: AnyRecord): WriteOperation => ({
      op: 'patch',
      kind: 'tasks',
      id: 'Q',
      value,
    });
    const put = (value: AnyRecord, verbatim = false): WriteOperation => ({
      op: 'put',
      kind: 'tasks',
      id: 'Q',
      value: { ...QUEUED, ...value },
      verbatim,
    });
    const recordOf = async () => (await store.get('tasks', 'Q'))?.record ?? {};

    it('renew what counts and dates a change with every change, and nothing at creation', async () => {
      await write(queued({ version: 7 }));
      expect(await recordOf()).toMatchObject({ version: 7, updated_at: LONG_AGO });
      await write(patch({ status: 'in_progress' }));
      const changed = await recordOf();
      expect(changed.version).toBe(8);
      expect(String(changed.updated_at) > LONG_AGO).toBe(true);
      await write(put({ title: 'another' }));
      expect((await recordOf()).version).toBe(9);
    });

    it.each<[string, WriteOperation]>([
      ['the same fields', patch({ status: 'pending' })],
      ['another time of change alone', patch({ updated_at: '2030-01-01' })],
      ['the version that is stored', patch({ version: 0 })],
      ['the whole record again', put({ updated_at: '2030-01-01' })],
    ])('leave a record as it is that gets %s', async (_, operation) => {
      const [created] = await write(queued());
      const [outcome] = await write(operation);
      expect(outcome?.outcome).toBe('unchanged');
      expect(outcome?.stored?.etag).toBe(created?.stored?.etag);
      expect(await recordOf()).toMatchObject({ version: 0, updated_at: LONG_AGO });
    });

    it.each<[string, (version: number) => WriteOperation]>([
      ['patch', (version) => patch({ title: 'mine', version })],
      ['put', (version) => put({ title: 'mine', version })],
    ])('write a %s that names the stored version, and refuse any other', async (_, operation) => {
      await write(queued({ version: 3 }));
      for (const stale of [2, 4])
        await expect(write(operation(stale))).rejects.toMatchObject({
          code: 'precondition_failed',
          issues: [{ pointer: '/0/version' }],
        });
      expect((await recordOf()).title).toBe('t');
      await write(operation(3));
      expect(await recordOf()).toMatchObject({ title: 'mine', version: 4 });
    });

    it('take a verbatim record as it is given, and see that it has not changed', async () => {
      await write(queued({ version: 3 }));
      const given = { title: 'kept elsewhere', version: 1, updated_at: '2019-05-05T00:00:00.000Z' };
      const [changed] = await write(put(given, true));
      expect(changed?.outcome).toBe('updated');
      expect(await recordOf()).toMatchObject(given);
      const [same] = await write(put(given, true));
      expect(same?.outcome).toBe('unchanged');
      const [later] = await write(put({ ...given, updated_at: '2019-06-06' }, true));
      expect(later?.outcome).toBe('updated');
    });

    it('are not written while a record exists that must not', async () => {
      const where: Filter = { field: 'title', op: 'eq', value: 'only one' };
      const operations = [queued({ id: 'A', title: 'only one' })];
      const batch = { operations, unless: { kind: 'tasks', where } } as const;
      await store.write(batch);
      await expect(
        store.write({ ...batch, operations: [queued({ id: 'B', title: 'only one' })] }),
      ).rejects.toMatchObject({
        code: 'precondition_failed',
        message: expect.stringContaining("'A'"),
      });
      expect(await store.get('tasks', 'B')).toBeUndefined();
      await write({ op: 'delete', kind: 'tasks', id: 'A' });
      await store.write({ ...batch, operations: [queued({ id: 'B', title: 'only one' })] });
    });

    it('let exactly one of many writers make what may exist once', async () => {
      const unless = {
        kind: 'workspace_sessions',
        where: { field: 'user', op: 'eq', value: 'ada' },
      } as const;
      const value = { user: 'ada' };
      const tries = await Promise.allSettled(
        Array.from({ length: 20 }, () =>
          store.write({
            operations: [{ op: 'create', kind: 'workspace_sessions', value }],
            unless,
          }),
        ),
      );
      expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('are replayed under their key though what they made exists by then', async () => {
      const batch = {
        operations: [queued()],
        unless: { kind: 'tasks', where: { field: 'id', op: 'eq', value: 'Q' } },
        idempotency: { key: 'k', digest: 'd' },
      } as const;
      await store.write(batch);
      expect((await store.write(batch)).replayed).toBe(true);
    });

    it('tell what a key has written before anything is written again', async () => {
      const idempotency = { key: 'k', digest: 'd' };
      expect(await store.replay(idempotency)).toBeUndefined();
      const { outcomes } = await store.write({ operations: [queued()], idempotency });
      expect(await store.replay(idempotency)).toEqual(outcomes);
      await expect(store.replay({ key: 'k', digest: 'other' })).rejects.toMatchObject({
        code: 'idempotency_mismatch',
      });
    });

    it('hand the id of a record that they make to a later one', async () => {
      const [decision, tag] = await write(
        { op: 'create', kind: 'architecture_decisions', value: { decision: 'Keep SQLite' } },
        {
          op: 'create',
          kind: 'record_tags',
          value: { record_kind: 'architecture_decisions', tag: 'storage' },
          takesIdOf: { record_id: 0 },
        },
      );
      expect(decision?.id).toBe('DEC-001');
      expect(tag?.stored?.record.record_id).toBe('DEC-001');
    });
  });

  describe(`a snapshot of ${engine}`, () => {
    let under: StoreUnderTest;
    beforeEach(() => {
      under = open();
    });
    afterEach(() => under.remove());

    it('reads all kinds as they were when it was taken', async () => {
      const { store } = under;
      const add = (id: string): Promise<unknown> =>
        store.write({
          operations: [
            { op: 'create', kind: 'workspace_tasks', value: { id, title: id } },
            { op: 'create', kind: 'workspace_sessions', value: { id } },
          ],
        });
      await add('before');
      const snapshot = await store.snapshot();
      await add('after');
      for (const kind of ['workspace_tasks', 'workspace_sessions'] as const) {
        const query = { kind, sort: [], limit: 10 };
        expect((await snapshot.list(query)).items.map(({ id }) => id)).toEqual(['before']);
        expect((await store.list(query)).items.map(({ id }) => id)).toEqual(['after', 'before']);
      }
      await snapshot.close();
    });
  });
}
