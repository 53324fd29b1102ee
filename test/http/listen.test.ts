import { request, type IncomingMessage } from 'node:http';

import { Hono } from 'hono';
import { describe, expect, it } from 'vitest';

import { listen } from '#src/http/listen';

const LARGE = 20_000_000;
const here = { host: '127.0.0.1', port: 0 };

const opened = (url: string): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    request(url, resolve).on('error', reject).end();
  });

const bytesOf = async (response: IncomingMessage): Promise<number> => {
  let bytes = 0;
  for await (const chunk of response) bytes += (chunk as Buffer).length;
  return bytes;
};

describe('a server that stops', () => {
  it('sends an answer to its end, also one that its reader takes slowly', async () => {
    const app = new Hono().get('/', (c) => c.text('x'.repeat(LARGE)));
    const listener = await listen(app, here);
    const response = await opened(listener.url);
    const closed = listener.close();
    expect(await bytesOf(response)).toBe(LARGE);
    await closed;
  });

  it('waits for a request under way, and takes no new one', async () => {
    let finish = (): void => {};
    const held = new Promise<void>((resolve) => (finish = resolve));
    let begun = (): void => {};
    const started = new Promise<void>((resolve) => (begun = resolve));
    const app = new Hono().get('/', async (c) => {
      begun();
      await held;
      return c.text('done');
    });
    const listener = await listen(app, here);
    const answer = fetch(listener.url);
    await started;
    const closed = listener.close();
    await expect(fetch(listener.url)).rejects.toThrow();
    finish();
    expect(await (await answer).text()).toBe('done');
    await closed;
  });

  it('does not wait for readers that ask for nothing any more', async () => {
    const listener = await listen(
      new Hono().get('/', (c) => c.text('ok')),
      here,
    );
    await (await fetch(listener.url)).text();
    await listener.close();
    await expect(fetch(listener.url)).rejects.toThrow();
  });
});
