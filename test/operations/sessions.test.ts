import { describe, expect, it } from 'vitest';

import type { AnyRecord } from '#src/kinds/kind';
import { createHarness } from '#test/http/harness';

const { ask } = createHarness();

const post = (path: string, json: unknown) => ask('POST', `/api/${path}`, { json });
const start = async (json: AnyRecord) => post('session/start', json);
const idOf = (body: unknown): string => (body as { session: { id: string } }).session.id;
const recordOf = async (path: string) => (await ask('GET', `/api/${path}`)).body.record;

describe('starting a session', () => {
  it('shows where the last session of the same person was left', async () => {
    expect((await start({ user: 'ann' })).body['handoff']).toBeNull();
    const first = await ask('GET', '/api/workspace_sessions/current?user=ann');
    const id = idOf(first.body);
    const end = await post(`sessions/${id}/end`, { handoff_notes: 'The exporter is half done.' });
    expect(end).toMatchObject({ status: 200, body: { record: { status: 'completed' } } });
    const again = await start({ user: 'ann', ai_assistant: 'helper' });
    expect(again).toMatchObject({
      status: 201,
      body: {
        handoff: { id, handoff_notes: 'The exporter is half done.' },
        session: { record: { status: 'in_progress', user: 'ann', ai_assistant: 'helper' } },
      },
    });
  });

  it('is refused while one is in progress, with its id and start, and ends that one when asked to', async () => {
    const first = idOf((await start({ user: 'bob' })).body);
    const since = String((await recordOf(`session/${first}`))['start_time']);
    const refused = await start({ user: 'bob' });
    expect(refused).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    expect(refused.body.detail).toContain(first);
    expect(refused.body.detail).toContain(since);
    const second = await start({ user: 'bob', end_previous: true });
    expect(second).toMatchObject({ status: 201, body: { ended: [first] } });
    expect(await recordOf(`session/${first}`)).toMatchObject({ status: 'completed' });
  });

  it.each([
    ['without end_previous', {}],
    ['with end_previous', { end_previous: true }],
  ])('is won by one of many at once, %s', async (name, more) => {
    const user = `many ${name}`;
    if ('end_previous' in more) await start({ user });
    const answers = await Promise.all(Array.from({ length: 12 }, () => start({ user, ...more })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array(11).fill(409)]);
    const open = await ask(
      'GET',
      `/api/session?status=in_progress&user=${encodeURIComponent(user)}`,
    );
    expect(open.body.total).toBe(1);
  });

  it('goes on in the context of the last one, unless another or none is given', async () => {
    const context = async (name: string, more = {}) =>
      (await post('context', { name, ...more })).body.id;
    const [first, second] = [await context('a'), await context('b')];
    const next = async (more: AnyRecord = {}) => {
      const { body } = await start({ user: 'lea', end_previous: true, ...more });
      return (body as unknown as { session: { record: AnyRecord } }).session.record['context_id'];
    };
    expect(await next()).toBeNull();
    expect(await next({ context_id: first })).toBe(first);
    expect(await next()).toBe(first);
    await post(`context/${second}/switch`, { user: 'lea' });
    expect(await next()).toBe(second);
    await ask('PATCH', `/api/context/${second}`, { json: { status: 'completed' } });
    expect(await next()).toBeNull();
    expect(await next({ context_id: first })).toBe(first);
    expect(await next({ context_id: null })).toBeNull();
  });

  it('leaves the sessions of others alone', async () => {
    await start({ user: 'carl' });
    expect((await start({ user: 'carl', ai_assistant: 'helper' })).status).toBe(201);
    expect((await start({ ai_assistant: 'helper' })).status).toBe(201);
    const both = await ask('GET', '/api/session/current?ai_assistant=helper');
    expect(both.body['session']).toMatchObject({ user: null, ai_assistant: 'helper' });
  });

  it('answers the same under an idempotency key', async () => {
    const headers = { 'Idempotency-Key': 'start-once' };
    const once = await ask('POST', '/api/session/start', { json: { user: 'dora' }, headers });
    const twice = await ask('POST', '/api/session/start', { json: { user: 'dora' }, headers });
    expect(idOf(twice.body)).toBe(idOf(once.body));
    expect(twice.headers.get('Idempotency-Replayed')).toBe('true');
  });

  it.each([
    ['nobody', {}, 400, '/user'],
    ['an empty name', { user: ' ' }, 400, '/user'],
    ['a wrong type', { user: 5 }, 400, '/user'],
    ['a field of another step', { user: 'x', handoff_notes: 'n' }, 400, '/handoff_notes'],
    ['a date that is none', { user: 'x', start_time: 'soon' }, 400, '/start_time'],
    ['a context that is not there', { user: 'x', context_id: 'CTX-0' }, 409, '/context_id'],
  ])('refuses %s', async (_, json, status, pointer) => {
    const answer = await start(json);
    expect(answer).toMatchObject({ status, body: { errors: [{ pointer }] } });
  });
});

describe('the current session', () => {
  it('is the only one that fits, or none where several fit', async () => {
    await start({ user: 'eve', ai_assistant: 'one' });
    const only = await ask('GET', '/api/session/current?user=eve');
    expect(only.body['session']).toMatchObject({ ai_assistant: 'one' });
    await start({ user: 'eve', ai_assistant: 'two' });
    const several = await ask('GET', '/api/session/current?user=eve');
    expect(several.body).toMatchObject({ session: null, others: [{}, {}] });
  });

  it('refuses a parameter that it does not know', async () => {
    const answer = await ask('GET', '/api/session/current?usr=eve');
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ parameter: 'usr' }] } });
  });
});

describe('ending a session', () => {
  it('is refused when it has ended, when it is not there, and before its start', async () => {
    const id = idOf((await start({ user: 'fay', start_time: '2026-01-02T10:00:00Z' })).body);
    const early = await post(`session/${id}/end`, { end_time: '2026-01-02T09:00:00Z' });
    expect(early).toMatchObject({ status: 400, body: { errors: [{ pointer: '/end_time' }] } });
    expect((await post(`session/${id}/end`, { end_time: '2026-01-02' })).status).toBe(200);
    const again = await post(`session/${id}/end`, {});
    expect(again).toMatchObject({ status: 409, body: { code: 'wrong_state' } });
    expect(again.body.detail).toContain('2026-01-02');
    expect((await post('session/nowhere/end', {})).status).toBe(404);
  });

  it('is done by one of many at once', async () => {
    const id = idOf((await start({ user: 'gil' })).body);
    const answers = await Promise.all(
      ['a', 'b', 'c', 'd'].map((notes) => post(`session/${id}/end`, { handoff_notes: notes })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  });
});

describe('adding to a session', () => {
  it('makes an activity of the session that the path names', async () => {
    const id = idOf((await start({ user: 'hal' })).body);
    const added = await post(`session/${id}/activities`, { type: 'analysis', description: 'd' });
    expect(added).toMatchObject({ status: 201, body: { record: { session_id: id } } });
    const wrong = await post(`session/${id}/activities`, { type: 'analysis', session_id: 'other' });
    expect(wrong).toMatchObject({ status: 400, body: { errors: [{ pointer: '/session_id' }] } });
  });

  it('takes an activity for a note unless its type is given, and says what an addition may be', async () => {
    const id = idOf((await start({ user: 'kim' })).body);
    const noted = await post(`session/${id}/activities`, { description: 'did' });
    expect(noted).toMatchObject({ status: 201, body: { record: { type: 'note' } } });
    const wrong = await post(`session/${id}/activities`, { text: 'did' });
    expect(wrong.body.next).toMatch(/session activity: .*description.*docs\/api-operations\.md/);
    const { id: made } = (await post('decision', { decision: 'By its id' })).body;
    expect(await post(`session/${id}/decisions`, { decision_id: made })).toMatchObject({
      status: 200,
      body: { id: made, outcome: 'linked' },
    });
    const both = await post(`session/${id}/decisions`, { decision_id: made, status: 'accepted' });
    expect(both).toMatchObject({ status: 400 });
    expect(both.body.next).toContain('{"decision_id": "…"} alone');
  });

  it.each([
    ['decisions', 'decision', { decision: 'Keep one file' }, 'session_decisions', 'decision_id'],
    ['issues', 'issue', { title: 't', type: 'x', severity: 'LOW' }, 'session_issues', 'issue_id'],
  ])('makes %s with their links, and links those that exist once', async (...row) => {
    const [path, kind, record, join, field] = row;
    const id = idOf((await start({ user: `ivy ${path}` })).body);
    const made = await post(`session/${id}/${path}`, record);
    expect(made).toMatchObject({ status: 201, body: { outcome: 'created' } });
    const existing = await post(kind, record);
    for (const outcome of ['linked', 'unchanged', 'unchanged'])
      expect(await post(`session/${id}/${path}`, { id: existing.body.id })).toMatchObject({
        status: 200,
        body: { id: existing.body.id, outcome },
      });
    const links = await ask('GET', `/api/${join}?session_id=${id}&sort=id`);
    expect(links.body.items.map((link) => link[field])).toEqual([made.body.id, existing.body.id]);
  });

  it('refuses another record under an id that is taken, an unknown id and an unknown session', async () => {
    const id = idOf((await start({ user: 'joe' })).body);
    const taken = await post('decision', { decision: 'One' });
    const other = { id: taken.body.id, decision: 'Two' };
    expect(await post(`session/${id}/decisions`, other)).toMatchObject({
      status: 409,
      body: { code: 'duplicate_id', errors: [{ pointer: '/decision' }] },
    });
    expect((await post(`session/${id}/decisions`, { id: 'DEC-999' })).status).toBe(404);
    expect((await post('session/nowhere/decisions', { decision: 'x' })).status).toBe(404);
    expect((await post(`session/${id}/decisions`, { decision: 5 })).status).toBe(400);
    expect((await ask('GET', `/api/session_decisions?session_id=${id}`)).body.total).toBe(0);
  });
});
