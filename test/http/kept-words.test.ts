import { beforeAll, describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask, store } = createHarness();

const put = (kind: 'workspace_tasks' | 'tasks', value: Readonly<Record<string, unknown>>) =>
  ({ op: 'put', kind, id: String(value['id']), value, verbatim: true }) as const;

/** As an import and a consolidation write them. */
beforeAll(async () => {
  await store.write({
    operations: [
      put('workspace_tasks', { id: 'A', title: 'a', status: 'done', priority: 'CRITICAL' }),
      put('workspace_tasks', { id: 'B', title: 'b', status: 'pending', priority: 'LOW' }),
      put('workspace_tasks', { id: 'C', title: 'c', status: 'pending', priority: 'odd' }),
      put('workspace_tasks', { id: 'D', title: 'd', status: 'pending', priority: 'MEDIUM' }),
      put('workspace_tasks', { id: 'E', title: 'e', status: 'pending', priority: 'trivial' }),
    ],
  });
});

describe('a stored value that an enumeration does not know', () => {
  const task = '/api/workspace_tasks/A';
  const recordOf = async () => (await ask('GET', task)).body.record;

  it('may stay when the record is put back, patched or put in a batch', async () => {
    const record = { ...(await recordOf()), notes: 'n' };
    expect((await ask('PUT', task, { json: record })).status).toBe(200);
    expect((await ask('PATCH', task, { json: { status: 'done' } })).status).toBe(200);
    expect((await ask('PUT', '/api/workspace_tasks', { json: [record] })).status).toBe(200);
    expect(await recordOf()).toMatchObject({ status: 'done', priority: 'CRITICAL', notes: 'n' });
  });

  it.each<[string, string, unknown]>([
    ['PUT', task, { title: 'a', status: 'finished' }],
    ['PUT', '/api/workspace_tasks/B', { title: 'b', status: 'done' }],
    ['PATCH', task, { priority: 'critical' }],
    ['POST', '/api/workspace_tasks', [{ id: 'A', title: 'a', status: 'done' }]],
    ['PUT', '/api/workspace_tasks', [null, { status: 'done' }]],
  ])('is refused where it does not stand: %s %s', async (method, path, json) => {
    expect((await ask(method, path, { json })).status).toBe(400);
  });

  it('ranks by what people mean by it, and before the lowest when nobody knows', async () => {
    const { body } = await ask('GET', '/api/workspace_tasks?sort=priority&fields=id&limit=2');
    const rest = `&cursor=${body.next_cursor ?? ''}`;
    const more = await ask('GET', `/api/workspace_tasks?sort=priority&fields=id${rest}`);
    const ids = [...body.items, ...more.body.items].map(({ id }) => id);
    expect(ids).toEqual(['A', 'D', 'C', 'B', 'E']);
  });

  const list = '/api/workspace_tasks';
  it.each<[string, readonly string[]]>([
    [`${list}?status=done`, ['A']],
    [`${list}?status__nin=done,blocked&fields=id`, ['B', 'C', 'D', 'E']],
    [`${list}?priority=CRITICAL,LOW`, ['A', 'B']],
    ['/api/stats/workspace_tasks?status=done', []],
    ['/api/search?q=a&mode=keyword&status=done&kind=task,issue', []],
    ['/api/search?q=a+kind:task+status:done+-priority:odd', []],
  ])('can be asked for: %s', async (path, ids) => {
    const { status, body } = await ask('GET', path);
    expect(status).toBe(200);
    if (ids.length > 0) expect(body.items.map(({ id }) => id).sort()).toEqual(ids);
  });

  it('can be asked for in a body, where no other is', async () => {
    const asking = (word: string) =>
      ask('POST', '/api/search', { json: { q: 'a', kinds: ['task'], filter: { status: word } } });
    expect((await asking('done')).status).toBe(200);
    expect(await asking('dune')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/filter/status' }] },
    });
  });

  it('can be asked for in the text of a query, where no other is', async () => {
    const asking = (q: string) => ask('POST', '/api/search', { json: { q, kinds: ['task'] } });
    const { body } = await asking('priority:CRITICAL,low status:*');
    expect(body).toMatchObject({ total: 2, understood: { text: '' } });
    expect(await asking('priority:odder x')).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/q' }] },
    });
  });

  it.each([
    ['status', 'doen'],
    ['status', 'CRITICAL'],
    ['priority', 'done'],
    ['priority', 'MEDUIM'],
  ])('is none of %s when it is %s', async (field, word) => {
    const { status, body } = await ask('GET', `${list}?${field}=${word}`);
    expect([status, body.code]).toEqual([400, 'invalid_query']);
    expect(body.detail).toContain(`'${word}' is none of`);
  });
});
