import { afterEach, beforeEach, describe, expect, it } from 'vitest';

import type { WriteOperation } from '#src/store/store';
import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

const KIND = 'workspace_tasks';
const tasks = (count: number, prefix: string): WriteOperation[] =>
  Array.from({ length: count }, (_, index) => ({
    op: 'create',
    kind: KIND,
    value: {
      id: `${prefix}-${String(index)}`,
      title: `Task ${String(index)}`,
      notes: 'Some text.',
    },
  }));

describe('a large batch', () => {
  let world: TemporaryStore;
  beforeEach(() => {
    world = temporaryStore();
  });
  afterEach(() => world.remove());

  const count = async () => (await world.store.list({ kind: KIND, sort: [], limit: 1 })).total;

  it('lets reads through while it is written, which see all of it or nothing', async () => {
    const seen: number[] = [];
    let done = false;
    const written = world.store.write({ operations: tasks(1_500, 'L') }).finally(() => {
      done = true;
    });
    while (!done) seen.push(await count(), await new Promise<number>((on) => setImmediate(on, 0)));
    await written;
    expect(new Set(seen)).toEqual(new Set([0]));
    expect(seen.length).toBeGreaterThan(10);
    expect(await count()).toBe(1_500);
  });

  it('goes before the writes that come while it is written, and none of them is lost', async () => {
    const order: string[] = [];
    const writes = [
      world.store.write({ operations: tasks(1_000, 'L') }).then(() => order.push('large')),
      ...Array.from({ length: 20 }, async (_, index) => {
        await world.store.write({ operations: tasks(1, `S${String(index)}`) });
        order.push('small');
      }),
    ];
    await Promise.all(writes);
    expect(order[0]).toBe('large');
    expect(await count()).toBe(1_020);
  });

  it('leaves nothing behind when its last operation is at fault', async () => {
    const operations = [...tasks(600, 'L'), ...tasks(1, 'L')];
    await expect(world.store.write({ operations })).rejects.toMatchObject({
      code: 'duplicate_id',
      issues: [{ pointer: '/600/id' }],
    });
    expect(await count()).toBe(0);
    await world.store.write({ operations: tasks(1, 'after') });
    expect(await count()).toBe(1);
  });

  it('is waited for by a store that is closed meanwhile', async () => {
    const written = world.store.write({ operations: tasks(800, 'L') });
    await Promise.all([world.store.close(), written]);
    expect((await written).outcomes).toHaveLength(800);
  });

  it('is answered again when its key comes a second time', async () => {
    const batch = { operations: tasks(300, 'L'), idempotency: { key: 'k', digest: 'd' } };
    await world.store.write(batch);
    const again = await world.store.write(batch);
    expect(again.replayed).toBe(true);
    expect(again.outcomes).toHaveLength(300);
  });
});
