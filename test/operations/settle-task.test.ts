import { describe, expect, it } from 'vitest';

import { createHarness } from '#test/http/harness';

const { ask } = createHarness();

const post = (path: string, json: unknown) => ask('POST', `/api/tasks${path}`, { json });
let made = 0;
/** A task of the given state; claimed by `ann` when it is in progress. */
async function task(more: object = {}): Promise<string> {
  made += 1;
  const value = { title: 't', priority: 'LOW', status: 'pending', id: `T-${made}`, ...more };
  return (await post('', value)).body.id;
}
const CLAIMED = {
  status: 'in_progress',
  metadata: { claimed_by: 'ann', claimed_at: 'x', kept: 1 },
};
const recordOf = async (id: string) => (await ask('GET', `/api/tasks/${id}`)).body.record;

describe('a claimed task', () => {
  it('is completed by its claimer, with a result', async () => {
    const id = await task(CLAIMED);
    const answer = await post(`/${id}/complete`, { agent: 'ann', result: { files: ['a.ts'] } });
    expect(answer).toMatchObject({
      status: 200,
      body: {
        record: {
          status: 'completed',
          version: 1,
          metadata: { kept: 1, claimed_by: 'ann', result: { files: ['a.ts'] } },
        },
      },
    });
  });

  it('goes back when it is released, and keeps what else is known of it', async () => {
    const id = await task(CLAIMED);
    await post(`/${id}/release`, { agent: 'ann' });
    expect(await recordOf(id)).toMatchObject({ status: 'pending', metadata: { kept: 1 } });
    expect(await recordOf(id)).not.toHaveProperty('metadata.claimed_by');
  });

  it.each([
    ['complete', { agent: 'bob' }],
    ['release', { agent: 'bob' }],
    ['fail', { agent: 'bob', error: 'e' }],
  ])('is not for another agent to %s, unless by force', async (verb, json) => {
    const id = await task(CLAIMED);
    const refused = await post(`/${id}/${verb}`, json);
    expect(refused).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    expect(refused.body.detail).toMatch(/claimed by ann, not by bob/);
    expect(await recordOf(id)).toMatchObject(CLAIMED);
    expect((await post(`/${id}/${verb}`, { ...json, force: true })).status).toBe(200);
  });

  it.each([
    ['complete', 'pending', { agent: 'ann' }],
    ['complete', 'completed', { agent: 'ann' }],
    ['release', 'failed', { agent: 'ann' }],
    ['fail', 'completed', { agent: 'ann', error: 'e' }],
    ['fail', 'cancelled', { error: 'e', force: true }],
  ])('cannot be settled by %s when it is %s', async (verb, status, json) => {
    const id = await task({ status });
    expect((await post(`/${id}/${verb}`, json)).body.code).toBe('wrong_state');
    expect((await recordOf(id))['status']).toBe(status);
  });

  it.each<[string, string, unknown, string]>([
    ['complete', '', {}, '/agent'],
    ['fail', '', { error: ' ' }, '/error'],
    ['fail', '', {}, '/error'],
    ['release', '', { agent: 'ann', forse: true }, '/forse'],
  ])('is not settled by %s%s with a wrong body', async (verb, _, json, pointer) => {
    const answer = await post(`/${await task(CLAIMED)}/${verb}`, json);
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer }] } });
  });

  it('is not found under another id', async () => {
    expect((await post('/nowhere/complete', { agent: 'a' })).status).toBe(404);
  });
});

describe('a failure', () => {
  it.each([
    [true, 'pending'],
    [false, 'failed'],
  ])('with retry=%s leaves the task %s, with an account of it', async (retry, status) => {
    const id = await task(CLAIMED);
    await post(`/${id}/fail`, { agent: 'ann', error: 'no disk', retry });
    expect(await recordOf(id)).toMatchObject({
      status,
      failures: [{ agent: 'ann', error: 'no disk', attempt: 1, at: expect.stringMatching(/Z$/) }],
    });
  });

  it.each<[string, unknown, readonly unknown[]]>([
    ['a list', ['first'], ['first']],
    ['a sentence', 'first', ['first']],
    ['an object', { error: 'first' }, [{ error: 'first' }]],
    ['nothing', null, []],
  ])('is appended to %s', async (_, failures, earlier) => {
    const id = await task({ failures });
    await post(`/${id}/fail`, { error: 'next' });
    const attempt = earlier.length + 1;
    expect((await recordOf(id))['failures']).toEqual([
      ...earlier,
      expect.objectContaining({ error: 'next', agent: null, attempt }),
    ]);
  });

  it('is never lost, when many append at once', async () => {
    const id = await task(CLAIMED);
    const errors = Array.from({ length: 20 }, (_, at) => `error ${at}`);
    await Promise.all(errors.map((error) => post(`/${id}/fail`, { error, retry: true })));
    const record = await recordOf(id);
    const failures = record['failures'] as readonly { error: string; attempt: number }[];
    expect(failures.map(({ error }) => error).sort()).toEqual([...errors].sort());
    expect(failures.map(({ attempt }) => attempt)).toEqual(errors.map((_, at) => at + 1));
    expect(record['version']).toBe(20);
  });
});

describe('reclaiming', () => {
  it('gives back what nothing has changed for long, and says so in its failures', async () => {
    const dead = await task({ ...CLAIMED, updated_at: '2026-01-01T00:00:00Z' });
    const alive = await task(CLAIMED);
    const { body } = await post('/reclaim', { older_than_minutes: 30 });
    expect(body).toMatchObject({ reclaimed: [dead], left: 0 });
    expect(await recordOf(dead)).toMatchObject({
      status: 'pending',
      metadata: { kept: 1 },
      failures: [{ agent: 'ann', error: expect.stringContaining('30 minutes') }],
    });
    expect((await recordOf(alive))['status']).toBe('in_progress');
    expect((await post('/reclaim', {})).body.errors).toMatchObject([
      { pointer: '/older_than_minutes' },
    ]);
  });
});

describe('the queue', () => {
  it('says in which order tasks will be claimed, and what keeps them', async () => {
    const { ask: other } = createHarness();
    const json = [
      { id: 'a', title: 'a', priority: 'LOW', status: 'pending' },
      { id: 'b', title: 'b', priority: 'HIGH', status: 'pending', dependencies: ['a', 'gone'] },
      { id: 'c', title: 'c', priority: 'LOW', status: 'in_progress' },
    ];
    await other('POST', '/api/tasks', { json });
    const { body } = await other('GET', '/api/tasks/queue');
    expect(body).toMatchObject({
      claimed: [{ id: 'c' }],
      pending: [
        {
          task: { id: 'b' },
          waits_for: [
            { id: 'a', status: 'pending' },
            { id: 'gone', status: 'missing' },
          ],
        },
        { task: { id: 'a' }, waits_for: [] },
      ],
      totals: { claimed: 1, pending: 2, blocked: 1 },
    });
    expect((await other('GET', '/api/tasks/queue?limit=0')).status).toBe(400);
  });
});
