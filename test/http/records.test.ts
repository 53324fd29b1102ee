import { describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask, pokes, index } = createHarness();

const create = async (json: object, path = '/api/task') => (await ask('POST', path, { json })).body;

describe('a record', () => {
  it('is created with an id, a version and its place', async () => {
    const { status, body, headers } = await ask('POST', '/api/task', { json: { title: 'First' } });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      kind: 'workspace_tasks',
      id: expect.stringMatching(/^WS-TASK-\d{3}$/),
      index: 'queued',
      record: { title: 'First', status: 'pending', priority: null },
    });
    expect(Object.keys(body).sort()).toEqual(['etag', 'id', 'index', 'kind', 'record']);
    expect(headers.get('Location')).toBe(`/api/workspace_tasks/${body.id}`);
    expect(headers.get('ETag')).toBe(`"${body.etag}"`);
  });

  it('is read under its kind and under a short name', async () => {
    const { id, etag } = await create({ title: 'Readable' });
    for (const kind of ['workspace_tasks', 'task']) {
      const answer = await ask('GET', `/api/${kind}/${id}`);
      expect(answer.status).toBe(200);
      expect(answer.headers.get('ETag')).toBe(`"${etag}"`);
      expect(answer.body.record).toMatchObject({ id, title: 'Readable' });
    }
  });

  it('has an id that may be given, with letters that a path must escape', async () => {
    const { id } = await create({ id: 'Ä:b&c=1', title: 'Odd id' });
    const answer = await ask('GET', `/api/task/${encodeURIComponent(id)}`);
    expect(answer.body.id).toBe('Ä:b&c=1');
  });

  it('is made by PUT under a new id (201) and replaced under a known one (200)', async () => {
    const made = await ask('PUT', '/api/task/P-1', {
      json: { title: 'Made', priority: 'HIGH', notes: 'n', status: 'blocked' },
    });
    expect([made.status, made.headers.get('Location')]).toEqual([201, '/api/workspace_tasks/P-1']);
    const replaced = await ask('PUT', '/api/task/P-1', { json: { id: 'P-1', title: 'Replaced' } });
    expect(replaced.status).toBe(200);
    expect(replaced.body.record).toMatchObject({
      title: 'Replaced',
      priority: null,
      notes: null,
      status: 'pending',
      created: made.body.record['created'],
    });
  });

  it('is changed in part by PATCH, where null empties a field', async () => {
    const { id, etag } = await create({ title: 'Whole', priority: 'LOW', notes: 'keep' });
    const { status, body } = await ask('PATCH', `/api/task/${id}`, {
      json: { id, priority: null, status: 'completed' },
    });
    expect(status).toBe(200);
    expect(body.record).toMatchObject({ priority: null, status: 'completed', notes: 'keep' });
    expect(body.etag).not.toBe(etag);
  });

  it('is gone after DELETE', async () => {
    const { id } = await create({ title: 'Short-lived' });
    const { status, text } = await ask('DELETE', `/api/task/${id}`);
    expect([status, text]).toEqual([204, '']);
    expect((await ask('GET', `/api/task/${id}`)).status).toBe(404);
    expect((await ask('DELETE', `/api/task/${id}`)).body.code).toBe('not_found');
  });

  it('gives JSON fields as JSON', async () => {
    const { record } = await create({
      title: 'J',
      repos_affected: ['a', 'b'],
      metadata: { x: [1] },
    });
    expect(record).toMatchObject({ repos_affected: ['a', 'b'], metadata: { x: [1] } });
  });

  it('wakes the indexer when it is written, and not when it is read', async () => {
    const before = pokes();
    const { id } = await create({ title: 'Wake up' });
    await ask('GET', `/api/task/${id}`);
    expect(pokes()).toBe(before + 1);
  });

  it('can be waited for until its text can be found by meaning', async () => {
    const written = ask('POST', '/api/task?wait=indexed', {
      json: { title: 'W', notes: 'A text' },
    });
    await index();
    expect((await written).body['index']).toBe('current');
  });
});

describe('a version', () => {
  it('that the reader has is answered with 304 and no body', async () => {
    const { id, etag } = await create({ title: 'Cached' });
    for (const tag of [`"${etag}"`, `W/"${etag}"`, `"other", "${etag}"`, '*']) {
      const answer = await ask('GET', `/api/task/${id}`, { headers: { 'If-None-Match': tag } });
      expect([tag, answer.status, answer.text]).toEqual([tag, 304, '']);
      expect(answer.headers.get('ETag')).toBe(`"${etag}"`);
    }
    const other = await ask('GET', `/api/task/${id}`, { headers: { 'If-None-Match': '"other"' } });
    expect(other.status).toBe(200);
  });

  it.each(['PUT', 'PATCH', 'DELETE'])(
    'that is no longer the last makes %s lose with 412',
    async (method) => {
      const { id, etag } = await create({ title: 'Raced' });
      await ask('PATCH', `/api/task/${id}`, { json: { title: 'Faster' } });
      const lost = await ask(method, `/api/task/${id}`, {
        headers: { 'If-Match': `"${etag}"` },
        ...(method !== 'DELETE' && { json: { title: 'Slower' } }),
      });
      expect([lost.status, lost.body.code]).toEqual([412, 'precondition_failed']);
      expect((await ask('GET', `/api/task/${id}`)).body.record['title']).toBe('Faster');
    },
  );

  it.each([
    ['its own', (etag: string) => `"${etag}"`, 200],
    ['its own, weakened by a proxy', (etag: string) => `W/"${etag}"`, 200],
    ['one of several', (etag: string) => `"x", "${etag}"`, 200],
    ['any', () => '*', 200],
    ['none of several', () => '"x", "y"', 412],
    ['nothing', () => '""', 412],
  ])('lets a write through when If-Match names %s: %s', async (_, header, status) => {
    const { id, etag } = await create({ title: 'Matched' });
    const answer = await ask('PATCH', `/api/task/${id}`, {
      headers: { 'If-Match': header(etag) },
      json: { title: 'Changed' },
    });
    expect(answer.status).toBe(status);
  });

  it('of a record that must not exist yet is refused when it does', async () => {
    const headers = { 'If-None-Match': '*' };
    const json = { title: 'Only once' };
    expect((await ask('PUT', '/api/task/ONCE', { headers, json })).status).toBe(201);
    expect((await ask('PUT', '/api/task/ONCE', { headers, json })).status).toBe(412);
    expect((await ask('PATCH', '/api/task/ONCE', { headers, json })).status).toBe(412);
    expect((await ask('DELETE', '/api/task/ONCE', { headers })).status).toBe(412);
    expect((await ask('GET', '/api/task/ONCE')).status).toBe(200);
  });

  it('that two writers have lets one of them win', async () => {
    const { id, etag } = await create({ title: 'Contested' });
    const headers = { 'If-Match': `"${etag}"` };
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((notes) => ask('PATCH', `/api/task/${id}`, { headers, json: { notes } })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412, 412]);
  });
});

describe('an Idempotency-Key', () => {
  it.each([
    ['POST', '/api/task', { title: 'Once' }, 201],
    ['PUT', '/api/task/IDEM-1', { title: 'Once' }, 201],
    ['POST', '/api/task', [{ title: 'a' }, { title: 'b' }], 201],
  ])('replays %s %s', async (method, path, json, status) => {
    const headers = { 'Idempotency-Key': `key-${method}-${JSON.stringify(json)}` };
    const first = await ask(method, path, { headers, json });
    const before = (await ask('GET', '/api/task?limit=1')).body.total;
    const again = await ask(method, path, { headers, json });
    expect([first.status, again.status]).toEqual([status, status]);
    expect(again.body).toEqual(first.body);
    expect(first.headers.get('Idempotency-Replayed')).toBeNull();
    expect(again.headers.get('Idempotency-Replayed')).toBe('true');
    expect((await ask('GET', '/api/task?limit=1')).body.total).toBe(before);
  });

  it('replays a PATCH with the version that it was made for', async () => {
    const { id, etag } = await create({ title: 'P' });
    const asked = {
      headers: { 'Idempotency-Key': 'patch', 'If-Match': `"${etag}"` },
      json: { title: 'Q' },
    };
    const first = await ask('PATCH', `/api/task/${id}`, asked);
    expect((await ask('PATCH', `/api/task/${id}`, asked)).body).toEqual(first.body);
  });

  it('replays a DELETE of what is gone', async () => {
    const { id } = await create({ title: 'D' });
    const headers = { 'Idempotency-Key': 'delete' };
    expect((await ask('DELETE', `/api/task/${id}`, { headers })).status).toBe(204);
    const again = await ask('DELETE', `/api/task/${id}`, { headers });
    expect([again.status, again.headers.get('Idempotency-Replayed')]).toEqual([204, 'true']);
  });

  it('does not mind the order of the fields', async () => {
    const headers = { 'Idempotency-Key': 'order' };
    const first = await ask('POST', '/api/task', { headers, json: { title: 'T', notes: 'N' } });
    const again = await ask('POST', '/api/task', { headers, json: { notes: 'N', title: 'T' } });
    expect(again.body).toEqual(first.body);
  });

  it.each([
    ['another body', 'POST', '/api/task', { title: 'Other' }],
    ['another path', 'POST', '/api/issue', { title: 'T', type: 't', severity: 'LOW' }],
    ['another method', 'PUT', '/api/task', [{ id: 'X', title: 'T' }]],
  ])('is refused with %s', async (_, method, path, json) => {
    const headers = { 'Idempotency-Key': 'mismatch' };
    await ask('POST', '/api/task', { headers, json: { title: 'T' } });
    const { status, body } = await ask(method, path, { headers, json });
    expect([status, body.code]).toEqual([422, 'idempotency_mismatch']);
  });

  it.each(['', 'x'.repeat(256), 'tab\tbed'])('that is "%.9s" cannot be used', async (key) => {
    const { status } = await ask('POST', '/api/task', {
      headers: { 'Idempotency-Key': key },
      json: { title: 'T' },
    });
    expect(status).toBe(400);
  });

  it('is free again when its request failed', async () => {
    const headers = { 'Idempotency-Key': 'failed-first' };
    const json = { title: 'T', session_id: 'none' };
    expect((await ask('POST', '/api/task', { headers, json })).status).toBe(400);
    expect((await ask('POST', '/api/task', { headers, json: { title: 'T' } })).status).toBe(201);
  });
});
