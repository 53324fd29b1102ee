import { setImmediate as nextTurn } from 'node:timers/promises';

import { afterEach, expect, it } from 'vitest';

import { temporaryStore, type TemporaryStore } from '#test/support/temporary-store';

let temporary: TemporaryStore;
afterEach(() => temporary.remove());

it('forgets thousands of values in turns with what others ask', async () => {
  temporary = temporaryStore();
  const { store } = temporary;
  const put = (title: string) => ({
    operations: Array.from({ length: 1_200 }, (_, i) => ({
      ...({ op: 'put', kind: 'workspace_tasks', id: `T-${String(i)}`, value: { title } } as const),
    })),
  });
  await store.write(put('one'));
  await store.write(put('two'));
  let turns = 0;
  let isOver = false;
  const forgotten = store.forget({ before: '2999-01-01' }).finally(() => (isOver = true));
  for (; !isOver; turns += 1) await nextTurn();
  expect(turns).toBeGreaterThan(2);
  expect(await forgotten).toBe(1_200);
  const at = (version: number) => store.version({ kind: 'workspace_tasks', id: 'T-7' }, version);
  expect((await at(2))?.record).toMatchObject({ title: 'two' });
  expect(await at(1)).toBeUndefined();
  expect((await store.changes({ limit: 1 })).items).toHaveLength(1);
});
