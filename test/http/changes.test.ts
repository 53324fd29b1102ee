import { beforeAll, describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask, store } = createHarness({ mostFollowers: 2 });

const add = (title: string, headers: Record<string, string> = {}) =>
  ask('POST', '/api/task', { json: { title }, headers });
const next = async (query = '') => String((await ask('GET', `/api/changes${query}`)).body['next']);

beforeAll(async () => {
  await add('first', { 'X-Workspace-Agent': 'w1', 'X-Workspace-User': 'ada' });
  await add('second', { 'X-Workspace-User': 'ada' });
  await ask('PATCH', '/api/task/WS-TASK-001', { json: { notes: 'n' } });
});

describe('the feed of changes', () => {
  it('has every write with who made it and which fields it changed', async () => {
    const { body, headers } = await ask('GET', '/api/changes?limit=3');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.items).toMatchObject([
      { who: 'w1', kind: 'workspace_tasks', id: 'WS-TASK-001', outcome: 'created', version: 1 },
      { who: 'ada', id: 'WS-TASK-002', changed: [] },
      { outcome: 'updated', version: 2, changed: ['notes'] },
    ]);
    expect(Date.parse(String(body['begins']))).toBeLessThanOrEqual(Date.now());
  });

  it('names the agent that the body of an operation names', async () => {
    const since = await next('?since=now');
    await add('to do');
    await ask('POST', '/api/tasks', { json: { title: 't', priority: 'LOW', status: 'pending' } });
    await ask('POST', '/api/tasks/claim', { json: { agent: 'w7' } });
    const { items } = (await ask('GET', `/api/changes?since=${since}&kind=queued`)).body;
    expect(items.at(-1)).toMatchObject({ kind: 'tasks', outcome: 'updated', who: 'w7' });
  });

  it.each([
    ['since=nonsense', 400, 'invalid_cursor'],
    ['since=00000000-1-00000000', 410, 'feed_lost'],
    ['since=now&since=now', 400, 'invalid_query'],
    ['limit=0', 400, 'invalid_query'],
    ['limit=1001', 400, 'invalid_query'],
    ['kind=nothing', 404, 'unknown_kind'],
    ['wait=61', 400, 'invalid_query'],
    ['wait=-1', 400, 'invalid_query'],
    ['wait=indexed', 400, 'invalid_query'],
    ['sinse=now', 400, 'invalid_query'],
  ])('answers ?%s with %i %s', async (query, status, code) => {
    const answer = await ask('GET', `/api/changes?${query}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.body.errors?.[0]?.parameter ?? 'kind').toMatch(/since|limit|kind|wait|sinse/);
  });

  it('answers an event stream with the same refusals', async () => {
    const headers = { Accept: 'text/event-stream', 'Last-Event-ID': '00000000-1-00000000' };
    const { status, body } = await ask('GET', '/api/changes?since=now', { headers });
    expect([status, body.code]).toEqual([410, 'feed_lost']);
  });

  it('waits for a change, and answers with it', async () => {
    const waiting = ask('GET', '/api/changes?since=now&wait=60');
    await add('awaited');
    const { body } = await waiting;
    expect(body.items.length === 0 || body.items[0]?.outcome === 'created').toBe(true);
  });

  it('answers with nothing, and where to go on, when nothing comes', async () => {
    const since = await next('?since=now');
    const { body } = await ask('GET', `/api/changes?since=${since}&wait=0.01`);
    expect([body.items, body['next']]).toEqual([[], since]);
  });

  it('lets so many wait at once, and the next one when one of them has gone', async () => {
    const since = await next('?since=now');
    const wait = () => ask('GET', `/api/changes?since=${since}&wait=60`);
    const waiting = [wait(), wait()];
    const refused = await wait();
    expect([refused.status, refused.body.code]).toEqual([503, 'too_many_followers']);
    expect(refused.headers.get('retry-after')).toBe('5');
    await add('one more');
    for (const { body } of await Promise.all(waiting)) expect(body.items).toHaveLength(1);
    expect((await wait()).body.items).toHaveLength(1);
  });

  it('forgets old values from before a day', async () => {
    const asked = { json: { before: '2999-01-01' } };
    expect((await ask('POST', '/api/changes/forget', asked)).body['forgotten']).toBeGreaterThan(0);
    expect(await store.version({ kind: 'workspace_tasks', id: 'WS-TASK-001' }, 1)).toBeUndefined();
    await ask('PATCH', '/api/task/WS-TASK-001', { json: { title: 'Anew' } });
    const moment = { json: { before: '2999-01-01T10:00+01' } };
    expect((await ask('POST', '/api/changes/forget', moment)).body['forgotten']).toBe(1);
    const wrong = await ask('POST', '/api/changes/forget', { json: { before: 'yesterday' } });
    expect([wrong.status, wrong.body.errors[0]?.pointer]).toEqual([400, '/before']);
  });
});
