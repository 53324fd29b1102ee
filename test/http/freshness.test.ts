import { beforeAll, describe, expect, it, vi } from 'vitest';

import { createIndexer } from '#indexer/run';
import { listen } from '#src/http/listen';
import { kindNames, kindOf } from '#src/kinds/index';
import { createFakeEmbedder } from '#test/support/fake-embedder';

import { createHarness, type Harness } from './harness.ts';

const task = (title: string) => ({ json: { title, notes: 'Some words' } });
const QUICK = 'wait=indexed&wait_timeout=0.05';

/** An app whose indexer works as soon as it is told. */
function indexing(): Harness {
  const harness: Harness = createHarness({
    indexer: {
      poke: () => void createIndexer({ store: harness.store, embedder, holder: 'poked' }).drain(),
    },
  });
  const embedder = createFakeEmbedder();
  return harness;
}

describe('a write', () => {
  const { ask, store } = createHarness();
  beforeAll(async () => {
    await ask('POST', '/api/session/start', { json: { user: 'bob', id: 'S-2' } });
  });

  it('says of every kind whether its text waits for the index', async () => {
    const searchable = kindNames.filter((kind) => kindOf(kind).passages);
    expect(searchable.length).toBeGreaterThan(0);
    const { body } = await ask('POST', '/api/task', task('one'));
    expect(body['index']).toBe('queued');
    const many = await ask('POST', '/api/task', { json: [{ title: 'a' }, { title: 'b' }] });
    expect(many.body.items.map(({ index }) => index)).toEqual(['queued', 'queued']);
    const put = await ask('PUT', '/api/task', { json: [{ id: 'P-1', title: 'p' }] });
    expect(put.body.items.map(({ index }) => index)).toEqual(['queued']);
    const patched = await ask('PATCH', '/api/task/P-1', { json: { title: 'q' } });
    expect(patched.body['index']).toBe('queued');
    const restored = await ask('POST', '/api/task/P-1/history/1/restore');
    expect(restored.body['index']).toBe('queued');
    await ask('POST', '/api/session/start', { json: { user: 'ada', id: 'S-1' } });
    const ended = await ask('POST', '/api/session/S-1/end', { json: { handoff_notes: 'Go on' } });
    expect(ended.body['index']).toBe('queued');
  });

  it('that is an import says it of the whole file', async () => {
    const json = { workspace_tasks: [{ id: 'I-1', title: 'i' }] };
    expect((await ask('POST', '/api/import', { json })).body['index']).toBe('queued');
    const dry = await ask('POST', '/api/import?dry_run=true', { json });
    expect(dry.body['index']).toBeUndefined();
  });

  it.each([
    ['POST', '/api/task', task('late')],
    ['POST', '/api/task', { json: [{ title: 'late' }] }],
    ['PUT', '/api/task', { json: [{ id: 'L-1', title: 'late' }] }],
    ['PUT', '/api/task/L-2', task('late')],
    ['POST', '/api/session/S-2/end', { json: { handoff_notes: 'late' } }],
    ['POST', '/api/import', { json: { workspace_tasks: [{ id: 'L-3', title: 'late' }] } }],
  ])(
    '%s %s that waits too short is done all the same, and says why it waits no longer',
    async (method, path, asked) => {
      const before = (await store.list({ kind: 'workspace_tasks', sort: [], limit: 1 })).total;
      const { status, body } = await ask(method, `${path}?${QUICK}`, asked);
      expect(status).toBeLessThan(300);
      expect(body['waited']).toEqual({
        seconds: expect.any(Number) as number,
        queued: expect.any(Number) as number,
        reason: expect.stringContaining('GET /api/index') as string,
      });
      const after = (await store.list({ kind: 'workspace_tasks', sort: [], limit: 1 })).total;
      expect(after).toBeGreaterThanOrEqual(before);
    },
  );

  it.each([
    'wait_timeout=5',
    'wait=indexed&wait_timeout=soon',
    'wait=indexed&wait_timeout=121',
    'wait=indexed&wait_timeout=-1',
    'wait=later',
  ])('with ?%s is refused, and writes nothing', async (query) => {
    const before = (await store.list({ kind: 'workspace_tasks', sort: [], limit: 1 })).total;
    const { status, body } = await ask('POST', `/api/task?${query}`, task('never'));
    expect([status, body.code]).toEqual([400, 'invalid_query']);
    const after = (await store.list({ kind: 'workspace_tasks', sort: [], limit: 1 })).total;
    expect(after).toBe(before);
  });
});

describe('a write that waits', () => {
  it('is answered when its text can be found by meaning, and says nothing of a wait', async () => {
    const { ask } = indexing();
    const { body } = await ask('POST', '/api/task?wait=indexed', task('soon'));
    expect([body['index'], body['waited']]).toEqual(['current', undefined]);
    const json = { workspace_tasks: [{ id: 'I-1', title: 'i' }] };
    const imported = await ask('POST', '/api/import?wait=indexed', { json });
    expect([imported.body['index'], imported.body['waited']]).toEqual(['current', undefined]);
  });

  it('is answered at once when the model has failed, with its reason', async () => {
    const { ask } = createHarness({
      embedderState: () => ({ state: 'failed', model: 'm', reason: 'The model is not here.' }),
    });
    const { body } = await ask('POST', '/api/task?wait=indexed&wait_timeout=120', task('hopeless'));
    expect(body['waited']).toMatchObject({ queued: 1, reason: 'The model is not here.' });
  });
});

describe('a server that stops', () => {
  it('lets nobody wait for the index any longer', async () => {
    const { app, store } = createHarness();
    const listener = await listen(app, { host: '127.0.0.1', port: 0 });
    const answer = fetch(`${listener.url}/api/task/W-1?wait=indexed&wait_timeout=120`, {
      method: 'PUT',
      body: '{"title":"waits"}',
      headers: { 'content-type': 'application/json' },
    });
    await vi.waitFor(async () => expect(await store.get('workspace_tasks', 'W-1')).toBeDefined());
    await listener.close();
    const body = (await (await answer).json()) as Record<string, unknown>;
    expect(body).toMatchObject({ id: 'W-1', index: 'queued', waited: { queued: 1 } });
  });
});

describe('the state of the index', () => {
  const { ask, store, embedder, index } = createHarness();

  it('says how much waits, and that nothing is known of the time before any work', async () => {
    await ask('POST', '/api/task', task('one'));
    expect((await ask('GET', '/api/index')).body).toMatchObject({
      ...{ pending: 1, passages: 0, failed: 0, indexer: null },
      ...{ passages_per_second: null, seconds_left: null },
    });
  });

  it('says how fast it goes, who works, and how long it takes', async () => {
    await index();
    await ask('POST', '/api/task', task('two'));
    await store.lease('indexer', 'host:12:6f9619ff-8b86-d011-b42d-00cf4fc964ff', 60_000);
    const { body } = await ask('GET', '/api/index');
    expect(body).toMatchObject({
      ...{ pending: 1, passages: 1 },
      indexer: { holder: 'process 12 on host', since: expect.stringMatching(/Z$/) as string },
      passages_per_second: expect.any(Number) as number,
      seconds_left: expect.any(Number) as number,
      spaces: [{ state: 'current', pending: 1, seconds_left: expect.any(Number) as number }],
    });
    expect((await ask('GET', '/api/status')).body['index']).toMatchObject({ pending: 1 });
    await store.release('indexer', 'host:12:6f9619ff-8b86-d011-b42d-00cf4fc964ff');
    await index();
    expect((await ask('GET', '/api/index')).body).toMatchObject({ pending: 0, seconds_left: 0 });
  });

  it('lists what failed with its next try, and tries one record or all again', async () => {
    embedder.failOn('poison');
    const [one, two] = await Promise.all(
      ['first poison', 'second poison'].map(
        async (title) => (await ask('POST', '/api/task', task(title))).body.id,
      ),
    );
    await index();
    const { items } = (await ask('GET', '/api/index/failures')).body;
    expect(items.map(({ id }) => id).sort()).toEqual([one, two].sort());
    expect(items[0]).toMatchObject({
      ...{ kind: 'workspace_tasks', attempts: 1 },
      reason: expect.stringContaining('poison') as string,
      next_try: expect.stringMatching(/^\d{4}-.*Z$/) as string,
    });
    const retry = (json?: object) => ask('POST', '/api/index/retry', json && { json });
    expect((await retry({ kind: 'task', id: one })).body['retried']).toBe(1);
    expect((await retry({ kind: 'task', id: 'nobody' })).status).toBe(404);
    expect((await retry({ kind: 'task' })).status).toBe(400);
    expect((await retry()).body['retried']).toBe(1);
    embedder.failOn(undefined);
    await index();
    expect((await ask('GET', '/api/index')).body).toMatchObject({ pending: 0, failed: 0 });
  });
});

describe('the doctor and vacuum over HTTP', () => {
  it('answer with what they found and did', async () => {
    const { ask, index } = createHarness();
    await ask('POST', '/api/task', task('one'));
    await index();
    expect((await ask('GET', '/api/doctor')).body).toMatchObject({
      findings: [],
      counts: { error: 0, warning: 0, info: 0 },
    });
    expect((await ask('POST', '/api/doctor')).body).toMatchObject({ findings: [], fixed: [] });
    const { body } = await ask('POST', '/api/vacuum');
    expect(Number(body['before'])).toBeGreaterThanOrEqual(Number(body['after']));
    expect((await ask('GET', '/api/doctor?fix=true')).status).toBe(400);
  });
});
