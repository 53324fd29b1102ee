import { describe, expect, it } from 'vitest';

import { settledIndex as settledUnless } from '#src/http/wait';
import type { IndexState, Stored } from '#src/store/store';

const stored = (id: string, index: IndexState): Stored => ({
  kind: 'workspace_tasks',
  id,
  etag: id,
  index,
  record: { id },
});

/** A store that answers each look with the next of `looks`, and keeps what it was asked for. */
function storeWith(...looks: readonly Readonly<Record<string, IndexState>>[]) {
  const asked: (readonly string[])[] = [];
  return {
    asked,
    indexStates: async (_: string, ids: readonly string[]) => {
      asked.push(ids);
      return new Map(Object.entries(looks[asked.length - 1] ?? {}));
    },
  };
}

const waiting = (isHopeless: boolean, timeout = 20_000) => ({
  timeout,
  hopeless: () => isHopeless,
});

const settledIndex = (store: ReturnType<typeof storeWith>, written: readonly Stored[]) =>
  settledUnless(store, written, waiting(false));

const states = (records: readonly Stored[]) => records.map(({ id, index }) => [id, index]);

describe('waiting for the index', () => {
  it('asks for the states of those records alone that are still queued', async () => {
    const store = storeWith({ a: 'queued', c: 'current' }, { a: 'failed' });
    const written = [stored('a', 'queued'), stored('b', 'none'), stored('c', 'queued')];
    const settled = await settledIndex(store, written);
    expect(store.asked).toEqual([['a', 'c'], ['a']]);
    expect(states(settled)).toEqual([
      ['a', 'failed'],
      ['b', 'none'],
      ['c', 'current'],
    ]);
    expect(settled[0]).toMatchObject({ etag: 'a', record: { id: 'a' } });
  });

  it('ends at once when the model has failed', async () => {
    const store = storeWith();
    const written = [stored('a', 'queued')];
    expect(await settledUnless(store, written, waiting(true))).toEqual(written);
    expect(store.asked).toEqual([]);
  });

  it('asks for nothing when nothing is queued', async () => {
    const store = storeWith();
    const written = [stored('a', 'current'), stored('b', 'none')];
    expect(await settledIndex(store, written)).toEqual(written);
    expect(await settledIndex(store, [])).toEqual([]);
    expect(store.asked).toEqual([]);
  });

  it('takes a record that is deleted meanwhile for one without text', async () => {
    const settled = await settledIndex(storeWith({}), [stored('a', 'queued')]);
    expect(states(settled)).toEqual([['a', 'none']]);
  });

  it('ends when the time is over, with what it saw last', async () => {
    const states = new Map([['a', 'queued'] as const]);
    const written = [stored('a', 'queued')];
    const store = { indexStates: async () => states };
    expect(await settledUnless(store, written, waiting(false, 60))).toEqual(written);
  });

  it('looks not at all when no time is given', async () => {
    const store = storeWith();
    await settledUnless(store, [stored('a', 'queued')], waiting(false, 0));
    expect(store.asked).toEqual([]);
  });

  it('asks once for a record that was written twice', async () => {
    const store = storeWith({ a: 'current' });
    const written = [stored('a', 'queued'), stored('a', 'queued')];
    expect(states(await settledIndex(store, written))).toEqual([
      ['a', 'current'],
      ['a', 'current'],
    ]);
    expect(store.asked).toEqual([['a']]);
  });
});
