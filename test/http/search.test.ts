import { beforeAll, describe, expect, it } from 'vitest';

import { createHarness } from './harness.ts';

const { ask, index, embedder } = createHarness();

beforeAll(async () => {
  await ask('POST', '/api/decision', {
    json: [
      {
        id: 'DEC-PG',
        decision: 'Keep sessions in PostgreSQL',
        rationale: 'One database fewer to run',
        status: 'accepted',
        repos_affected: ['core'],
      },
      {
        id: 'DEC-REDIS',
        decision: 'Keep sessions in Redis',
        rationale: 'Sessions expire by themselves',
        status: 'rejected',
      },
      {
        id: 'DEC-LOG',
        decision: 'Log as JSON lines',
        rationale: 'Machines read logs more often than people',
      },
    ],
  });
  await ask('POST', '/api/task', {
    json: { id: 'T-LOG', title: 'Rotate logs', notes: 'Logs fill the disk', priority: 'HIGH' },
  });
  await index();
});

const ids = (hits: readonly { readonly id: string }[]) => hits.map(({ id }) => id);

describe('a search', () => {
  it.each([
    { beside: 'status:accepted as it is', told: 1 },
    { beside: 'status:proposed', told: 0 },
    { beside: '"keep sessions"', told: 1 },
    { beside: 'https://example.org/a at 12:30, note: all', told: 0 },
  ])(
    'of a paragraph with $beside tells $told times that it was words',
    async ({ beside, told }) => {
      const json = { q: `${'sessions are kept somewhere '.repeat(9)}${beside}` };
      const { body } = await ask('POST', '/api/search', { json });
      expect(body['remarks']).toHaveLength(told);
      expect(body.hits.length).toBeGreaterThan(0);
    },
  );

  it('answers alike by URL and by body', async () => {
    const byUrl = await ask('GET', '/api/search?q=sessions&kind=decision&status=accepted&limit=5');
    const byBody = await ask('POST', '/api/search', {
      json: { q: 'sessions', kinds: ['decision'], filter: { status: 'accepted' }, limit: 5 },
    });
    expect([byUrl.status, byBody.status]).toEqual([200, 200]);
    expect(ids(byUrl.body.hits)).toEqual(['DEC-PG']);
    expect({ ...byBody.body, took_ms: 0 }).toEqual({ ...byUrl.body, took_ms: 0 });
    expect(byUrl.body).toMatchObject({ mode_used: 'hybrid', degraded: [], total: 1 });
  });

  it('takes several kinds, and filters that only one of them has', async () => {
    const { body } = await ask('GET', '/api/search?q=logs&kind=task,decision');
    expect([...ids(body.hits)].sort()).toEqual(['DEC-LOG', 'DEC-PG', 'DEC-REDIS', 'T-LOG']);
    const high = await ask('GET', '/api/search?q=logs&priority=HIGH');
    expect(ids(high.body.hits)).toEqual(['T-LOG']);
  });

  it('pages without repeating', async () => {
    const first = await ask('GET', '/api/search?q=sessions&limit=2');
    const second = await ask(
      'GET',
      `/api/search?q=sessions&limit=2&cursor=${first.body.next_cursor}`,
    );
    expect(new Set([...ids(first.body.hits), ...ids(second.body.hits)]).size).toBe(4);
    expect(second.body.next_cursor).toBeNull();
  });

  it('takes null for no cursor, and kinds as text, in a body', async () => {
    const { status } = await ask('POST', '/api/search', {
      json: { q: 'logs', cursor: null, kinds: 'task,decision' },
    });
    expect(status).toBe(200);
  });

  it('says when it answers by keyword only, and refuses to when strict', async () => {
    embedder.breakWith('the model is gone');
    const { body } = await ask('GET', '/api/search?q=sessions');
    expect(body).toMatchObject({ mode_used: 'keyword', degraded: [{ leg: 'vector' }] });
    const strict = await ask('GET', '/api/search?q=sessions&strict=true');
    expect([strict.status, strict.body.code]).toEqual([503, 'degraded']);
    embedder.breakWith(undefined);
  });
});

describe('what is similar', () => {
  it('to a record leaves the record out', async () => {
    const { status, body } = await ask('GET', '/api/similar/decision/DEC-PG?kind=decision&limit=1');
    expect(status).toBe(200);
    expect(ids(body.hits)).toEqual(['DEC-REDIS']);
  });

  it('to a record is the same by body', async () => {
    const byUrl = await ask('GET', '/api/similar/decision/DEC-PG?status=rejected');
    const byBody = await ask('POST', '/api/similar', {
      json: { kind: 'decision', id: 'DEC-PG', filter: { status: 'rejected' } },
    });
    expect(ids(byBody.body.hits)).toEqual(ids(byUrl.body.hits));
  });

  it('to a text is found', async () => {
    const { body } = await ask('POST', '/api/similar', {
      json: { text: 'sessions expire', kinds: ['decision'], limit: 1 },
    });
    expect(ids(body.hits)).toEqual(['DEC-REDIS']);
  });
});

describe('the index', () => {
  it('tells its state', async () => {
    const { body } = await ask('GET', '/api/index');
    expect(body).toMatchObject({
      model: 'fake',
      pending: 0,
      failed: 0,
      passages: expect.any(Number),
    });
    expect((await ask('GET', '/api/index/failures')).body.items).toEqual([]);
    expect((await ask('POST', '/api/index/retry')).body['retried']).toBe(0);
  });
});

describe('the overview', () => {
  it('of the service has its version, records, index and model', async () => {
    expect((await ask('GET', '/api/status')).body).toMatchObject({
      version: '0.0.0-test',
      database: { path: expect.stringContaining('test.db'), bytes: expect.any(Number) },
      records: { architecture_decisions: 3, workspace_tasks: 1 },
      index: { model: 'fake', pending: 0, failed: 0 },
      embedder: { state: 'ready', model: 'fake' },
    });
  });

  it('of the routes names them', async () => {
    const { body } = await ask('GET', '/api');
    expect(body['routes']).toContain('GET /api/{kind}/{id}');
    expect(body['routes']).toContain('POST /api/search');
  });

  it('of the kinds is enough for a form', async () => {
    const kinds = (await ask('GET', '/api/kinds')).body['kinds'] as readonly Record<
      string,
      unknown
    >[];
    const task = kinds.find(({ name }) => name === 'workspace_tasks');
    expect(task).toMatchObject({
      label: 'task',
      short: ['task'],
      primary_key: 'id',
      title: 'title',
      searchable: true,
      facets: { repo: 'repos_affected' },
      filters: { operators: { priority: expect.arrayContaining(['eq', 'in', 'null']) } },
    });
    expect(task?.['fields']).toContainEqual(
      expect.objectContaining({
        name: 'status',
        type: 'enum',
        default: 'pending',
        required: false,
      }),
    );
  });

  it('is indented for people who ask', async () => {
    const plain = await ask('GET', '/api/status');
    const pretty = await ask('GET', '/api/status?pretty=true');
    expect(plain.text.trim()).not.toContain('\n');
    expect(pretty.text).toContain('\n  "version"');
  });
});
