import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { createClient, type Client } from '#src/client';
import { listen, type Listener } from '#src/http/listen';

import { createHarness } from '#test/http/harness';

const { app, ask, index } = createHarness({ mostFollowers: 1 });
let listener: Listener;
let client: Client;
beforeAll(async () => {
  listener = await listen(app, { host: '127.0.0.1', port: 0 });
  client = createClient({ fetch: (url, init) => fetch(url, init), url: listener.url });
});
afterAll(() => listener.close());

/** A service that answers once, with this text as its events. */
const saying = (text: string): Client => createClient({ fetch: () => new Response(text) });

async function pendingIn(of: Client): Promise<readonly number[]> {
  const seen: number[] = [];
  for await (const { pending } of of.followIndex()) seen.push(pending);
  return seen;
}

describe('an index that is followed', () => {
  it('is told as it is and as it changes, until the signal', async () => {
    const stop = new AbortController();
    const steps = [
      () => ask('POST', '/api/decision', { json: { decision: 'Keep one file' } }),
      () => index(),
      async () => stop.abort(),
    ];
    const seen: number[] = [];
    for await (const { pending } of client.followIndex({ signal: stop.signal })) {
      seen.push(pending);
      await steps[seen.length - 1]?.();
    }
    expect(seen).toEqual([0, 1, 0]);
  });

  it('is let go by a break, so that another can follow; one too many is refused', async () => {
    for await (const _ of client.followIndex()) {
      await expect(pendingIn(client)).rejects.toMatchObject({ code: 'too_many_followers' });
      break;
    }
    const again = async () => {
      for await (const { pending } of client.followIndex()) return pending;
      return undefined;
    };
    await expect.poll(() => again().catch(() => undefined)).toBe(0);
  });
});

describe('a feed of the index', () => {
  it('passes over signs of life, and fails when it ends by itself', async () => {
    const seen: number[] = [];
    const following = async () => {
      const of = saying(
        'retry: 1000\nevent: index\ndata: {"pending":2}\n\n: nothing new\n\nevent: index\ndata: {"pending":1}\n\n',
      );
      for await (const { pending } of of.followIndex()) seen.push(pending);
    };
    await expect(following()).rejects.toMatchObject({ code: 'unreachable' });
    expect(seen).toEqual([2, 1]);
  });

  it('fails as the service says', async () => {
    const of = saying(
      'event: problem\ndata: {"code":"database_busy","detail":"It is busy.","next":"Wait."}\n\n',
    );
    await expect(pendingIn(of)).rejects.toMatchObject({
      ...{ code: 'database_busy', message: 'It is busy.', next: 'Wait.' },
    });
  });
});
