import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { createHarness, type Harness } from '#test/http/harness';
import { readExposition, type Exposition } from '#test/support/prometheus';

const TOKEN = 'a-token-of-26-characters-x';
const REQUESTS = 'workspace_http_request_duration_seconds_count';

async function scrape({ ask }: Pick<Harness, 'ask'>): Promise<Exposition> {
  const { status, headers, text } = await ask('GET', '/metrics');
  expect([status, headers.get('Content-Type')]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
  ]);
  return readExposition(text);
}

describe('the reader of these tests', () => {
  it.each([
    ['no type', 'a 1\n'],
    ['no end', '# TYPE a gauge\na 1'],
    ['a name that is none', '# TYPE a-b gauge\na-b 1\n'],
    ['a label without quotes', '# TYPE a gauge\na{b=c} 1\n'],
    ['a series twice', '# TYPE a gauge\na{b="c"} 1\na{b="c"} 2\n'],
    ['a family apart', '# TYPE a gauge\na 1\n# TYPE b gauge\nb 1\na{c="d"} 1\n'],
    ['a value that is none', '# TYPE a gauge\na one\n'],
    [
      'buckets that fall',
      '# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
    ],
  ])('refuses %s', (_, text) => {
    expect(() => readExposition(text)).toThrow();
  });
});

describe('GET /metrics', () => {
  const harness = createHarness();
  const { ask } = harness;

  const rows: readonly [
    what: string,
    act: () => Promise<unknown>,
    name: string,
    labels: Record<string, string>,
    by: number,
  ][] = [
    [
      'a read',
      () => ask('GET', '/api/task?limit=1'),
      REQUESTS,
      { method: 'GET', route: '/api/{kind}', status: '2xx', door: 'network' },
      1,
    ],
    [
      'a write',
      () => ask('POST', '/api/task', { json: { title: 't' } }),
      'workspace_records',
      { kind: 'workspace_tasks' },
      1,
    ],
    [
      'a record that waits for its vectors',
      () => ask('POST', '/api/decision', { json: { decision: 'd', rationale: 'r' } }),
      'workspace_index_pending_records',
      { space: 'current' },
      1,
    ],
    [
      'a passage that was embedded',
      async () => {
        await ask('POST', '/api/decision', { json: { decision: 'e', rationale: 'r' } });
        await harness.index();
      },
      'workspace_index_passages',
      { space: 'current' },
      1,
    ],
    [
      'a task in the queue',
      () => ask('POST', '/api/tasks', { json: { title: 't', status: 'pending', priority: 'LOW' } }),
      'workspace_queue_tasks',
      { status: 'pending' },
      1,
    ],
    [
      'a record that is not there',
      () => ask('GET', '/api/task/NONE'),
      'workspace_http_problems_total',
      { code: 'not_found' },
      1,
    ],
    [
      'a page that is not there',
      () => ask('GET', '/nothing/at/all'),
      REQUESTS,
      { route: 'other', status: '4xx' },
      1,
    ],
    [
      'a method that a route lacks',
      () => ask('DELETE', '/health'),
      REQUESTS,
      { method: 'DELETE', route: '/health', status: '4xx' },
      1,
    ],
    [
      'an agent that would take a stream',
      () =>
        ask('POST', '/api/search', { json: { q: 'x' }, headers: { Accept: 'text/event-stream' } }),
      REQUESTS,
      { method: 'POST', route: '/api/search' },
      1,
    ],
    [
      'a request that waits',
      () => ask('GET', '/api/changes?wait=0'),
      REQUESTS,
      { route: '/api/changes?wait' },
      1,
    ],
  ];
  it.each(rows)('counts %s', async (_, act, name, labels, by) => {
    if (name.startsWith('workspace_index')) await harness.index();
    const before = (await scrape(harness)).sum(name, labels);
    await act();
    expect((await scrape(harness)).sum(name, labels) - before).toBe(by);
  });

  it('tells how large the file is', async () => {
    const figures = await scrape(harness);
    const { bytes } = await harness.store.pulse();
    expect(figures.sum('workspace_database_bytes')).toBe(bytes);
    expect(figures.sum('workspace_database_up')).toBe(1);
  });

  it('has no more series, whatever clients ask for', async () => {
    const anything = fc.string({ minLength: 1, maxLength: 30 }).map(encodeURIComponent);
    const path = fc.oneof(
      anything.map((text) => `/${text}`),
      anything.map((text) => `/api/${text}`),
      anything.map((text) => `/api/task/${text}`),
      anything.map((text) => `/api/task?${text}=${text}`),
      anything.map((text) => `/api/stats/${text}/${text}`),
    );
    const asked = fc.record({ method: fc.constantFrom('GET', 'PURGE', 'X-ODD'), path });
    const requests = fc.sample(asked, { numRuns: 150, seed: 7 });
    for (const { method, path: to } of requests) await ask(method, to);
    const { samples } = await scrape(harness);
    const values = (label: string) => new Set(samples.flatMap(({ labels }) => labels[label] ?? []));
    expect([...values('method')].every((method) => /^[A-Z]+$|^other$/.test(method))).toBe(true);
    const { body } = await ask('GET', '/api');
    const known = (body['routes'] as readonly string[]).map((route) => route.split(' ')[1] ?? '');
    for (const route of values('route'))
      expect([...known, '/api', '/', 'other']).toContain(route.replace('?wait', ''));
  });
});

describe('GET /metrics of a service with a token', () => {
  const { ask } = createHarness({ token: TOKEN });

  it('is for those who may read', async () => {
    expect((await ask('GET', '/metrics')).status).toBe(401);
    const headers = { Authorization: `Bearer ${TOKEN}` };
    const { status, text } = await ask('GET', '/metrics', { headers });
    expect(status).toBe(200);
    const refused = { method: 'GET', route: '/metrics', status: '4xx' };
    expect(readExposition(text).sum(REQUESTS, refused)).toBe(1);
    expect(text).not.toContain(TOKEN);
  });
});

describe('GET /metrics without a database', () => {
  const harness = createHarness();

  it('says so, and counts on', async () => {
    const gone = createHarness({
      store: { ...harness.store, pulse: () => Promise.reject(new Error('gone')) },
    });
    const figures = await scrape(gone);
    expect(figures.types).toMatchObject({ workspace_database_up: 'gauge' });
    expect(figures.sum('workspace_database_up')).toBe(0);
    expect(figures.types).not.toHaveProperty('workspace_database_bytes');
  });
});
