import { describe, expect, it } from 'vitest';

import { createHarness } from '#test/http/harness';

const { ask } = createHarness();

const post = (path: string, json: unknown) => ask('POST', `/api/${path}`, { json });
const context = async (name: string, more = {}) =>
  (await post('context', { name, ...more })).body.id;
const statusOf = async (id: string) =>
  (await ask('GET', `/api/context/${id}`)).body.record['status'];
const sessionOf = async (user: string, more = {}) =>
  ((await post('session/start', { user, ...more })).body['session'] as { id: string }).id;

describe('switching contexts', () => {
  it('pauses the one that is left, makes the other active, tells the session and keeps the history', async () => {
    const [first, second] = [
      await context('export'),
      await context('import', { status: 'paused' }),
    ];
    const session = await sessionOf('ann', { context_id: first });
    const answer = await post(`contexts/${second}/switch`, { user: 'ann', reason: 'blocked' });
    expect(answer).toMatchObject({ status: 200, body: { from: first, session } });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['paused', 'active']);
    const { record } = (await ask('GET', `/api/session/${session}`)).body;
    expect(record['context_id']).toBe(second);
    const history = await ask('GET', `/api/context_switches?session_id=${session}`);
    expect(history.body.items).toMatchObject([
      { context_from: first, context_to: second, reason: 'blocked', switched_by: 'ann' },
    ]);
  });

  it('to the present one changes nothing', async () => {
    const id = await context('only');
    const session = await sessionOf('bob', { context_id: id });
    const before = (await ask('GET', '/api/context_switches')).body.total;
    const { body } = await post(`context/${id}/switch`, { session_id: session });
    expect(body).toMatchObject({ switched: null, from: id });
    expect((await ask('GET', '/api/context_switches')).body.total).toBe(before);
  });

  it('leaves a context active that another session is in', async () => {
    const [shared, other] = [await context('shared'), await context('other')];
    await sessionOf('carl', { context_id: shared });
    const session = await sessionOf('dora', { context_id: shared });
    await post(`context/${other}/switch`, { session_id: session });
    expect(await statusOf(shared)).toBe('active');
  });

  it('works without a session, from the context that is active for the user', async () => {
    const [first, second] = [
      await context('one', { user: 'eve', last_active: '2026-01-01' }),
      await context('two', { user: 'eve', status: 'paused' }),
    ];
    const { body } = await post(`context/${second}/switch`, { user: 'eve' });
    expect(body).toMatchObject({ from: first, session: null });
    expect(await statusOf(first)).toBe('paused');
  });

  it('takes the owner of a context along, of whose contexts one is active', async () => {
    const [first, second] = [
      await context('hers', { user: 'ida', last_active: '2026-01-01' }),
      await context('hers too', { user: 'ida', status: 'paused' }),
    ];
    const { body } = await post(`context/${second}/switch`, { user: 'nobody' });
    expect(body).toMatchObject({ from: first });
    expect([await statusOf(first), await statusOf(second)]).toEqual(['paused', 'active']);
  });

  it('writes nothing when the session has ended, when several fit, or when the context is not there', async () => {
    const id = await context('target', { status: 'paused' });
    const ended = await sessionOf('fay');
    await post(`session/${ended}/end`, {});
    expect((await post(`context/${id}/switch`, { session_id: ended })).status).toBe(409);
    await sessionOf('gil', { ai_assistant: 'one' });
    await sessionOf('gil', { ai_assistant: 'two' });
    expect((await post(`context/${id}/switch`, { user: 'gil' })).status).toBe(409);
    expect((await post('context/nowhere/switch', {})).status).toBe(404);
    expect((await post(`context/${id}/switch`, { reson: 'x' })).body.errors).toMatchObject([
      { pointer: '/reson', detail: expect.stringContaining("'reason'") },
    ]);
    expect(await statusOf(id)).toBe('paused');
  });

  it('by many at once leaves one history without gaps', async () => {
    const ids = await Promise.all(Array.from({ length: 6 }, (_, at) => context(`c${at}`)));
    const session = await sessionOf('hal');
    await Promise.all(ids.map((id) => post(`context/${id}/switch`, { session_id: session })));
    const { items } = (await ask('GET', `/api/context_switches?session_id=${session}`)).body;
    const from = items.map((item) => item['context_from']);
    const to = items.map((item) => item['context_to']);
    const { record } = (await ask('GET', `/api/session/${session}`)).body;
    expect([...to].sort()).toEqual([...ids].sort());
    expect([...from, record['context_id']].sort()).toEqual([...to, null].sort());
  });
});
