import { describe, expect, it } from 'vitest';

import { createClient } from '#src/client/public';
import type { FetchLike } from '#src/client/transport';

const URL = 'http://host:1';

interface Told {
  readonly status?: number;
  readonly after?: string;
}

/** Answers one request after the other with these, the last one for good, and counts. */
function service(...answers: readonly Told[]) {
  const seen = { requests: 0, bodies: [] as unknown[] };
  const fetch: FetchLike = (_, { body }) => {
    const { status = 200, after } = answers[Math.min(seen.requests, answers.length - 1)] ?? {};
    seen.requests += 1;
    seen.bodies.push(body);
    const problem = { code: 'database_busy', detail: 'The database is busy.' };
    const headers = after === undefined ? {} : { 'Retry-After': after };
    return new Response(JSON.stringify(status === 200 ? {} : problem), { status, headers });
  };
  return { seen, fetch };
}

/** Answers when it is given up, as `fetch` does. */
const silent: FetchLike = (_, { signal }) =>
  new Promise((_resolve, reject) => {
    const stop = (): void => reject(signal?.reason as Error);
    if (signal?.aborted) stop();
    signal?.addEventListener('abort', stop);
  });

describe('a service that cannot take a request up just now', () => {
  const busy = { status: 503, after: '0' };

  it('is asked again, with the same body', async () => {
    const { seen, fetch } = service(busy, busy, {});
    await createClient(URL, { fetch }).create('task', { title: 'Measure' });
    expect(seen.bodies).toEqual(Array.from({ length: 3 }, () => '{"title":"Measure"}'));
  });

  it.each([
    ['it stays so', { status: 503, after: '0' }, 2, 3],
    ['nobody wants that', { status: 503, after: '0' }, 0, 1],
    ['it does not say when', { status: 503 }, 2, 1],
    ['it says much later', { status: 503, after: '600' }, 2, 1],
    ['it says a day', { status: 503, after: 'Wed, 21 Oct 2026 07:28:00 GMT' }, 2, 1],
    ['it is another fault', { status: 500, after: '0' }, 2, 1],
  ])('is left alone when %s', async (_, answer, retries, requests) => {
    const { seen, fetch } = service(answer);
    const client = createClient(URL, { fetch, retries });
    await expect(client.status()).rejects.toMatchObject({ code: 'database_busy' });
    expect(seen.requests).toBe(requests);
  });

  it('is not waited for once the caller gives up', async () => {
    const stop = new AbortController();
    const { seen, fetch } = service({ status: 503, after: '10' });
    const given: FetchLike = async (url, init) => {
      const response = await fetch(url, init);
      queueMicrotask(() => stop.abort());
      return response;
    };
    const client = createClient(URL, { fetch: given, signal: stop.signal });
    await expect(client.status()).rejects.toHaveProperty('name', 'AbortError');
    expect(seen.requests).toBe(1);
  });
});

describe('a service that does not answer', () => {
  it('is unreachable after the time that it has', async () => {
    const client = createClient(URL, { fetch: silent, timeout: 20 });
    await expect(client.status()).rejects.toMatchObject({
      code: 'unreachable',
      message: 'http://host:1 does not answer: no answer in 0.02 s.',
    });
  });

  it('has as much more time as it was asked to wait', async () => {
    const client = createClient(URL, { fetch: silent, timeout: 10 });
    const waited = client.create('task', { title: 'Measure' }, { waitIndexed: 0.01 });
    await expect(waited).rejects.toThrow('no answer in 0.02 s');
    await expect(client.changes({ wait: 0.02 })).rejects.toThrow('no answer in 0.03 s');
  });

  it.each(['the client', 'the request'])('is given up with the signal of %s', async (whose) => {
    const stop = new AbortController();
    const { signal } = stop;
    const client = createClient(URL, { fetch: silent, ...(whose === 'the client' && { signal }) });
    const asked = client.changes(whose === 'the request' ? { signal } : {});
    stop.abort();
    await expect(asked).rejects.toHaveProperty('name', 'AbortError');
  });
});
