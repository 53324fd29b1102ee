import { request } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';

import { listen, type Listener } from '#src/http/listen';
import { createMetrics } from '#src/http/observing/metrics';
import { createSlowLog } from '#src/http/observing/slow';
import { createHarness } from '#test/http/harness';
import { readExposition } from '#test/support/prometheus';

const TOKEN = 'a-token-of-26-characters-x';
const SECRET = 'nobody-may-read-this';

type Line = Readonly<Record<string, unknown>>;
const lines: Line[] = [];
const tell = (fields: object, message: string): void => void lines.push({ ...fields, message });
const log = { error: tell, warn: tell, info: tell };
const linesOf = (message: string): readonly Line[] =>
  lines.filter((line) => line['message'] === message);

beforeEach(() => {
  lines.length = 0;
});

describe('a server that logs requests', () => {
  const page = {
    answer: async (
      asked: Request,
      { ask }: { ask(url: string, init: object): Promise<Response> },
    ) => (asked.url.includes('visit') ? ask(new URL('/api/task', asked.url).href, {}) : undefined),
  };
  const { app } = createHarness({ log, token: TOKEN, page });
  const headers = { Authorization: `Bearer ${TOKEN}`, 'X-Request-Id': 'request-1' };
  let listener: Listener;
  beforeAll(async () => {
    listener = await listen(app, { host: '127.0.0.1', port: 0 });
  });
  afterAll(() => listener.close());

  const rows: readonly [what: string, path: string, init: RequestInit, line: Line][] = [
    [
      'a read',
      '/api/task?limit=1',
      { headers },
      { request_id: 'request-1', method: 'GET', route: '/api/{kind}', status: 200 },
    ],
    [
      'a write',
      '/api/task',
      { method: 'POST', headers, body: JSON.stringify({ title: SECRET }) },
      { method: 'POST', route: '/api/{kind}', status: 415, code: 'unsupported_media_type' },
    ],
    [
      'a stranger',
      `/api/task/${SECRET}?token=${SECRET}`,
      { headers: { Authorization: `Bearer ${SECRET}`, Cookie: `a=${SECRET}` } },
      { route: '/api/{kind}/{id}', status: 401, code: 'unauthorized' },
    ],
    ['nothing', `/${SECRET}`, { headers }, { route: 'other', status: 404 }],
  ];
  it.each(rows)('writes one line for %s, and nothing of what it asks', async (...row) => {
    const [, path, init, line] = row;
    const answer = await fetch(listener.url + path, init);
    const { byteLength } = await answer.arrayBuffer();
    await vi.waitFor(() => expect(linesOf('request')).toHaveLength(1));
    expect(linesOf('request')).toMatchObject([line]);
    expect(Number(linesOf('request')[0]?.['bytes'])).toBeGreaterThan(byteLength);
    expect(JSON.stringify(lines)).not.toMatch(new RegExp(`${SECRET}|${TOKEN}`));
  });

  it('writes one line for a page, whatever that asks of the API', async () => {
    const answer = await fetch(`${listener.url}/visit`, { headers });
    expect(answer.status).toBe(200);
    await vi.waitFor(() => expect(linesOf('request')).toMatchObject([{ route: 'other' }]));
    const metrics = await fetch(`${listener.url}/metrics`, { headers });
    const { sum } = readExposition(await metrics.text());
    const count = 'workspace_http_request_duration_seconds_count';
    expect(sum(count, { door: 'inside' })).toBe(1);
    expect(sum('workspace_http_connections')).toBeGreaterThan(0);
    expect(sum('workspace_http_requests_active')).toBe(1); // the question itself
  });

  it('tells of a client that is gone before the end, and forgets that it followed', async () => {
    const { port } = listener;
    const asked = {
      port,
      path: '/api/index',
      headers: { ...headers, Accept: 'text/event-stream' },
    };
    const followers = async (): Promise<number> => {
      const metrics = await fetch(`${listener.url}/metrics`, { headers });
      return readExposition(await metrics.text()).sum('workspace_followers');
    };
    await new Promise<void>((resolve) => {
      const sent = request(asked, (answer) =>
        answer.once('data', () => {
          void followers().then((count) => {
            expect(count).toBe(1);
            sent.destroy();
            resolve();
          });
        }),
      );
      sent.end();
    });
    const gone = { route: '/api/index?wait', status: 200, aborted: true };
    await vi.waitFor(() =>
      expect(linesOf('request')).toContainEqual(expect.objectContaining(gone)),
    );
    await vi.waitFor(async () => expect(await followers()).toBe(0));
  });
});

describe('a server whose requests are all slow', () => {
  const metrics = createMetrics();
  const slow = createSlowLog({ after: 0, log, count: metrics.slow });
  const step = { milliseconds: 700, text: 'SELECT ?', plan: ['SCAN t'] };
  const { app, ask, store } = createHarness({ log, metrics, slow });

  it('tells each once, with the names of what it asks for and no value', async () => {
    await ask('GET', `/api/task?title=${SECRET}&limit=1`);
    expect(linesOf('slow request')).toMatchObject([
      { method: 'GET', route: '/api/{kind}', status: 200, parameters: ['limit', 'title'] },
    ]);
    expect(JSON.stringify(lines)).not.toContain(SECRET);
  });

  it('tells no name that was refused', async () => {
    await ask('GET', `/api/task?${SECRET}=1`);
    expect(linesOf('slow request')).toMatchObject([{ status: 400, parameters: [] }]);
  });

  it('tells nothing of those that wait, which is what they are for', async () => {
    await ask('GET', '/api/changes?wait=0');
    expect(linesOf('slow request')).toEqual([]);
  });

  it('tells slow steps with their request, the first five of them, and others by themselves', async () => {
    slow.tell(step);
    expect(linesOf('slow step')).toEqual([
      { message: 'slow step', ms: 700, sql: 'SELECT ?', plan: ['SCAN t'] },
    ]);
    const stepping = createHarness({
      ...{ log, slow },
      store: {
        ...store,
        list: (query) => {
          for (let at = 0; at < 7; at += 1) slow.tell(step);
          return store.list(query);
        },
      },
    });
    await stepping.ask('GET', '/api/task');
    expect(linesOf('slow step')).toHaveLength(1);
    expect(linesOf('slow request')).toMatchObject([{ slow_steps: 7 }]);
    expect(linesOf('slow request')[0]?.['steps']).toHaveLength(5);
  });

  it('tells what goes on after a request by itself', async () => {
    let goesOn = (): void => undefined;
    const later = new Promise<void>((resolve) => {
      goesOn = resolve;
    });
    const indexing: { done?: Promise<void> } = {};
    const begin = (): void => {
      indexing.done = later.then(() => slow.tell(step));
    };
    const writing = createHarness({ log, slow, indexer: { poke: begin } });
    await writing.ask('POST', '/api/task', { json: { title: 't' } });
    goesOn();
    await indexing.done;
    expect(linesOf('slow step')).toHaveLength(1);
    expect(linesOf('slow request')[0]).not.toHaveProperty('slow_steps');
  });

  it('counts them', async () => {
    const before = readExposition(await metrics.text({})).sum('workspace_slow_total');
    await app.request('/health');
    const after = readExposition(await metrics.text({}));
    expect(after.sum('workspace_slow_total') - before).toBe(1);
    expect(after.sum('workspace_slow_total', { what: 'step' })).toBeGreaterThan(0);
  });
});
