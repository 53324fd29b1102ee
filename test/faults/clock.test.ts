import { afterEach, describe, expect, it, vi } from 'vitest';

import { createHarness } from '#test/http/harness';

interface Created {
  readonly id: string;
  readonly etag: string;
}

const DAY = 86_400_000;

describe('a clock that is set back', () => {
  afterEach(() => vi.useRealTimers());

  it('changes nothing about ids, versions and the order of changes', async () => {
    const { ask, store } = createHarness();
    const created: Created[] = [];
    const now = Date.now();
    for (const moment of [now, now - DAY, now - 2 * DAY, now - DAY]) {
      vi.useFakeTimers({ toFake: ['Date'], now: moment });
      const answer = await ask('POST', '/api/task', { json: { title: `At ${moment}` } });
      created.push(answer.body);
    }
    const ids = created.map(({ id }) => id);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(ids).size).toBe(4);
    const [first] = created;
    const changed = await ask('PATCH', `/api/task/${first?.id}`, { json: { title: 'Later' } });
    expect(changed.body.etag).not.toBe(first?.etag);
    const { items } = (await ask('GET', '/api/changes?kind=task')).body;
    expect(items.map(({ id, outcome }) => [id, outcome])).toEqual([
      ...ids.map((id) => [id, 'created']),
      [ids[0], 'updated'],
    ]);
    expect((await store.summary()).records.workspace_tasks).toBe(4);
  });

  it('lets no lease of somebody dead last for as long as it was set back', async () => {
    const { store } = createHarness();
    const now = Date.now();
    vi.useFakeTimers({ toFake: ['Date'], now });
    expect(await store.lease('indexer', 'dead', 30_000)).toBe(true);
    expect(await store.lease('indexer', 'other', 30_000)).toBe(false);
    vi.setSystemTime(now - DAY);
    expect(await store.lease('indexer', 'other', 30_000)).toBe(true);
  });
});
