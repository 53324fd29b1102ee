import { setTimeout as sleep } from 'node:timers/promises';

import { beforeAll, describe, expect, it } from 'vitest';

import { createApp } from '#src/http/app';
import { listen } from '#src/http/listen';
import type { Snapshot, Store } from '#src/store/store';
import { parseCsv } from '#test/support/csv';

import { createHarness } from './harness.ts';

/** More than a page of JSON, and more than a group of the reading. */
const TASKS = 130;
const { app, ask, store } = createHarness();

beforeAll(async () => {
  const tasks = Array.from({ length: TASKS }, (_, n) => ({
    title: n === 0 ? '=1+1' : `Task ${n}`,
    status: n % 2 === 0 ? 'pending' : 'completed',
    repos_affected: ['a', 'b'],
    notes: n === 1 ? 'two\nlines, "quoted"' : null,
  }));
  await ask('POST', '/api/task', { json: tasks });
});

const CSV = 'text/csv; charset=utf-8; header=present';

describe('a list as CSV', () => {
  it.each([
    ['text/csv', '', 'csv'],
    ['text/csv;q=0.9, application/json;q=0.8', '', 'csv'],
    ['text/*', '', 'csv'],
    ['TEXT/CSV', '', 'csv'],
    ['application/json, text/csv', '', 'json'],
    ['text/csv;q=0.5, */*', '', 'json'],
    ['text/csv;q=0, */*;q=0.1', '', 'json'],
    ['*/*', '', 'json'],
    ['text/html', '', 'json'],
    ['', '', 'json'],
    ['application/json', '?format=csv', 'csv'],
    ['text/csv', '?format=json', 'json'],
  ])('Accept: %s on %s is answered as %s', async (accept, query, format) => {
    const { headers, status } = await ask('GET', `/api/task${query}`, {
      headers: { Accept: accept },
    });
    expect(status).toBe(200);
    expect(headers.get('Content-Type')).toBe(
      format === 'csv' ? CSV : 'application/json; charset=utf-8',
    );
    expect(headers.get('Vary')).toBe('Accept');
  });

  it('holds all that matches, not a page of it, with a name to save it under', async () => {
    const { text, headers } = await ask('GET', '/api/task?format=csv');
    const [header = [], ...rows] = parseCsv(text);
    expect(header.slice(0, 4)).toEqual(['id', 'title', 'status', 'priority']);
    expect(rows).toHaveLength(TASKS);
    expect(headers.get('Content-Disposition')).toBe('attachment; filename="workspace_tasks.csv"');
  });

  it('filters, sorts and chooses fields as a list does', async () => {
    const { text } = await ask(
      'GET',
      '/api/task?format=csv&status=completed&sort=-id&fields=title,repos_affected,notes&limit=65',
    );
    const [header, ...rows] = parseCsv(text);
    expect(header).toEqual(['id', 'title', 'repos_affected', 'notes']);
    expect(rows).toHaveLength(65);
    expect(rows.at(-1)).toEqual(['WS-TASK-002', 'Task 1', '["a","b"]', 'two\nlines, "quoted"']);
  });

  it('has formulas as text', async () => {
    const { text } = await ask('GET', '/api/task?format=csv&fields=title&id=WS-TASK-001');
    expect(text).toBe("id,title\r\nWS-TASK-001,'=1+1\r\n");
  });

  it('has its header alone when nothing matches, and a byte order mark when it is asked for', async () => {
    const url = '/api/task?format=csv&fields=title&title=none';
    const bytes = async (more: string) =>
      Buffer.from(await (await app.request(url + more)).arrayBuffer());
    expect((await bytes('')).toString()).toBe('id,title\r\n');
    expect(await bytes('&bom=true')).toEqual(Buffer.from('\uFEFFid,title\r\n'));
  });

  it('of documents can still be filtered by their field format', async () => {
    const answer = await ask('GET', '/api/documents?format=markdown&format=csv&fields=path');
    expect([answer.status, answer.text]).toEqual([200, 'id,path\r\n']);
  });

  it.each([
    ['limit=0', 'invalid_query'],
    ['cursor=x', 'invalid_query'],
    ['bom=yes', 'invalid_query'],
    ['nothing=1', 'unknown_field'],
    ['fields=nothing', 'unknown_field'],
    ['sort=metadata', 'invalid_query'],
  ])('with %s is refused before the first byte', async (query, code) => {
    const { status, headers, body } = await ask('GET', `/api/task?format=csv&${query}`);
    expect([status, body.code]).toEqual([400, code]);
    expect(headers.get('Content-Type')).toContain('application/problem+json');
  });
});

interface Watched {
  readonly store: Store;
  /** Snapshots that are open now, and those that ever were. */
  readonly open: () => number;
  readonly opened: () => number;
}

/** The store, with an eye on its snapshots. */
function watched(): Watched {
  let [open, opened] = [0, 0];
  const snapshot = async (): Promise<Snapshot> => {
    const inner = await store.snapshot();
    open += 1;
    opened += 1;
    const close = async (): Promise<void> => {
      open -= 1;
      await inner.close();
    };
    return { ...inner, close };
  };
  return { store: { ...store, snapshot }, open: () => open, opened: () => opened };
}

function appOver(used: Store) {
  const search = async (): Promise<never> => Promise.reject(new Error('not asked'));
  return createApp({
    store: used,
    search: { search, similar: search, chain: search, timeline: search, faults: async () => [] },
    embedderState: () => ({ state: 'ready', model: 'none' }),
    version: '0.0.0-test',
  });
}

describe('the reading behind a CSV', () => {
  it('ends with the list', async () => {
    const watch = watched();
    const response = await appOver(watch.store).request('/api/task?format=csv');
    expect(watch.open()).toBe(1);
    await response.text();
    expect(watch.open()).toBe(0);
  });

  it('does not begin for HEAD', async () => {
    const watch = watched();
    const url = '/api/task?format=csv';
    const response = await appOver(watch.store).request(url, { method: 'HEAD' });
    expect([response.status, response.headers.get('Content-Type')]).toEqual([200, CSV]);
    expect(await response.text()).toBe('');
    expect(watch.opened()).toBe(0);
  });

  it('ends when it fails, with a problem before the first byte', async () => {
    const watch = watched();
    const broken: Store = {
      ...watch.store,
      snapshot: async () => ({
        ...(await watch.store.snapshot()),
        read: async function* () {
          throw new Error('no');
        },
      }),
    };
    const response = await appOver(broken).request('/api/task?format=csv');
    expect(response.status).toBe(500);
    expect(watch.open()).toBe(0);
  });

  it('ends when the client hangs up', async () => {
    const watch = watched();
    const endless: Store = {
      ...watch.store,
      snapshot: async () => ({
        ...(await watch.store.snapshot()),
        read: async function* () {
          for (;;) yield Array.from({ length: 100 }, () => ({ id: 'x'.repeat(100) }));
        },
      }),
    };
    const listener = await listen(appOver(endless), { host: '127.0.0.1', port: 0 });
    const hangUp = new AbortController();
    const response = await fetch(`${listener.url}/api/task?format=csv`, { signal: hangUp.signal });
    await response.body?.getReader().read();
    expect(watch.open()).toBe(1);
    hangUp.abort();
    while (watch.open() > 0) await sleep(5);
    await listener.close();
    expect(watch.opened()).toBe(1);
  });
});
