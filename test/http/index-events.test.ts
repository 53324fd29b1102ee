import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { atMostEvery } from '#src/http/index-events';
import { listen, type Listener } from '#src/http/listen';

import { createHarness } from './harness.ts';

const { app, ask, index } = createHarness({ mostFollowers: 2 });
let listener: Listener;
beforeAll(async () => {
  listener = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(() => listener.close());

const EVENTS = { headers: { accept: 'text/event-stream' } };

interface Followed {
  readonly status: number;
  /** Reads on until the text so far fits. */
  until(pattern: RegExp): Promise<string>;
  close(): void;
}

async function follow(): Promise<Followed> {
  const closing = new AbortController();
  const response = await fetch(`${listener.url}/api/index`, { ...EVENTS, signal: closing.signal });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    until: async (pattern) => {
      while (!pattern.test(text)) {
        const read = await reader?.read();
        if (read?.done !== false) throw new Error(`The stream ended with ${text}`);
        text += read.value;
      }
      return text;
    },
    close: () => closing.abort(),
  };
}

describe('the index as events', () => {
  it('is told as it is, and again when it changes', async () => {
    const followed = await follow();
    expect(await followed.until(/\n\n/)).toMatch(
      /^retry: 1000\nevent: index\ndata: {.*"pending":0/,
    );
    await ask('POST', '/api/decision', { json: { decision: 'Keep one file' } });
    await followed.until(/"pending":1/);
    await index();
    expect(await followed.until(/"pending":0[^\n]*\n\n$/)).toContain('"passages":1');
    followed.close();
  });

  it('lets as many follow as the feed of changes does', async () => {
    const two = [await follow(), await follow()];
    expect((await follow()).status).toBe(503);
    for (const each of two) each.close();
  });

  it('is one answer for who does not ask for events, and none for HEAD', async () => {
    const { headers, body } = await ask('GET', '/api/index');
    expect([headers.get('vary'), headers.get('content-type')]).toEqual([
      'Accept',
      expect.stringContaining('application/json'),
    ]);
    expect(body).toHaveProperty('pending');
    const head = await ask('HEAD', '/api/index', EVENTS);
    expect([head.headers.get('content-type'), head.text]).toEqual([
      expect.stringContaining('text/event-stream'),
      '',
    ]);
  });
});

describe('what many ask for at once', () => {
  it('is read once', async () => {
    let reads = 0;
    const read = atMostEvery(60_000, async () => (reads += 1));
    expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1]);
    const always = atMostEvery(0, async () => (reads += 1));
    expect([await always(), await always()]).toEqual([2, 3]);
  });
});
