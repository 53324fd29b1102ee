import { describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask } = createHarness();

const total = async (kind: string): Promise<number> =>
  (await ask('GET', `/api/${kind}?limit=1`)).body.total;

describe('a batch', () => {
  it('creates all of its records, in order', async () => {
    const json = ['one', 'two', 'three'].map((title) => ({ title }));
    const { status, body } = await ask('POST', '/api/task', { json });
    expect(status).toBe(201);
    expect(body.items.map((item) => (item['record'] as { title: string }).title)).toEqual([
      'one',
      'two',
      'three',
    ]);
    expect(Object.keys(body.items[0] ?? {}).sort()).toEqual([
      'etag',
      'id',
      'index',
      'kind',
      'record',
    ]);
  });

  it('may be empty', async () => {
    expect((await ask('POST', '/api/task', { json: [] })).body.items).toEqual([]);
    expect((await ask('DELETE', '/api/task', { json: { ids: [] } })).body['deleted']).toBe(0);
  });

  it('may name a record that it makes further down', async () => {
    const session = await ask('POST', '/api/session', { json: { id: 'S-1' } });
    expect(session.status).toBe(201);
    const { status } = await ask('POST', '/api/activity', {
      json: [{ session_id: 'S-1', type: 'analysis' }],
    });
    expect(status).toBe(201);
  });

  it.each<[string, string, string, unknown, number, string, string]>([
    [
      'a wrong type',
      'POST',
      'task',
      [{ title: 'ok' }, { title: 5 }],
      400,
      'invalid_body',
      '/1/title',
    ],
    ['a missing field', 'POST', 'task', [{ title: 'ok' }, {}], 400, 'invalid_body', '/1/title'],
    ['no object', 'POST', 'task', [{ title: 'ok' }, 'x'], 400, 'invalid_body', '/1'],
    [
      'an id twice',
      'POST',
      'task',
      [
        { id: 'D', title: 'a' },
        { id: 'D', title: 'b' },
      ],
      409,
      'duplicate_id',
      '/1/id',
    ],
    [
      'a broken reference',
      'POST',
      'activity',
      [{ session_id: 'nowhere', type: 'x' }],
      409,
      'broken_reference',
      '/0/session_id',
    ],
    [
      'no id to put',
      'PUT',
      'task',
      [{ id: 'PUT-1', title: 'a' }, { title: 'b' }],
      400,
      'invalid_body',
      '/1/id',
    ],
    ['an object', 'PUT', 'task', { id: 'PUT-1', title: 'a' }, 400, 'invalid_body', ''],
  ])(
    'with %s writes nothing, and says where',
    async (_, method, kind, json, status, code, pointer) => {
      const before = await total(kind);
      const answer = await ask(method, `/api/${kind}`, { json });
      expect([answer.status, answer.body.code]).toEqual([status, code]);
      expect(answer.body.errors[0]?.pointer).toBe(pointer);
      expect(await total(kind)).toBe(before);
    },
  );

  it('tells the faults of all its records at once', async () => {
    const { body } = await ask('POST', '/api/task', {
      json: [{}, { title: 'x', prio: 1 }, { title: '' }],
    });
    expect(body.errors.map(({ pointer }) => pointer)).toEqual(['/0/title', '/1/prio', '/2/title']);
  });

  it('puts records: new ones are made, known ones replaced', async () => {
    await ask('PUT', '/api/task/B-1', { json: { title: 'old', notes: 'gone soon' } });
    const json = [
      { id: 'B-1', title: 'new' },
      { id: 'B-2', title: 'made' },
    ];
    const { status, body } = await ask('PUT', '/api/task', { json });
    expect(status).toBe(200);
    expect(body).toMatchObject({ created: 1, updated: 1 });
    expect(body.items[0]).toMatchObject({ record: { title: 'new', notes: null } });
  });

  it('puts documents under the id that follows from repository and path', async () => {
    const json = [{ repo: 'core', path: 'a.md', title: 'A', content: '# A' }];
    const [first, second] = [
      await ask('PUT', '/api/doc', { json }),
      await ask('PUT', '/api/doc', { json: [{ ...json[0], title: 'B' }] }),
    ];
    expect(first.body.items[0]?.['id']).toBe(second.body.items[0]?.['id']);
    expect(await total('doc')).toBe(1);
  });

  it('deletes all or none', async () => {
    const { body } = await ask('POST', '/api/task', { json: [{ title: 'x' }, { title: 'y' }] });
    const ids = body.items.map(({ id }) => id);
    const before = await total('task');
    const failed = await ask('DELETE', '/api/task', { json: { ids: [...ids, 'missing'] } });
    expect([failed.status, failed.body.errors[0]?.pointer]).toEqual([404, '/ids/2']);
    expect(await total('task')).toBe(before);
    const done = await ask('DELETE', '/api/task', { json: { ids } });
    expect([done.status, done.body['deleted']]).toEqual([200, 2]);
    expect(await total('task')).toBe(before - 2);
  });

  it('does not delete what is still named', async () => {
    await ask('PUT', '/api/task/KEPT', { json: { title: 'kept' } });
    await ask('POST', '/api/issue', {
      json: { title: 'i', type: 't', severity: 'LOW', related_task_id: 'KEPT' },
    });
    const { status, body } = await ask('DELETE', '/api/task/KEPT');
    expect([status, body.code]).toEqual([409, 'broken_reference']);
  });

  it('has at most 10,000 records', async () => {
    const json = Array.from({ length: 10_001 }, () => ({ title: 't' }));
    const { status, body } = await ask('POST', '/api/task', { json });
    expect([status, body.code]).toEqual([400, 'invalid_body']);
  });
});
