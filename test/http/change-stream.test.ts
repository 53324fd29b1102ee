import { spawn } from 'node:child_process';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { listen, type Listener } from '#src/http/listen';
import type { Change, Store } from '#src/store/store';
import { temporaryStore } from '#test/support/temporary-store';

import { createHarness } from './harness.ts';

const served = temporaryStore();
const { app } = createHarness({ store: served.store, mostFollowers: 3 });
let listener: Listener;
beforeAll(async () => {
  listener = await listen(app, { host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  await listener.close();
  await served.remove();
});

const add = (title: string) =>
  served.store.write({ operations: [{ op: 'create', kind: 'workspace_tasks', value: { title } }] });

interface Event {
  readonly id: string;
  readonly name: string;
  readonly data: Record<string, unknown>;
}

interface Stream {
  readonly status: number;
  /** The next event with a name; undefined when the stream has ended. */
  next(): Promise<Event | undefined>;
  close(): void;
}

const field = (block: string, name: string): string =>
  new RegExp(`^${name}: (.*)$`, 'm').exec(block)?.[1] ?? '';

async function open(query = '', headers: Record<string, string> = {}): Promise<Stream> {
  const closing = new AbortController();
  const response = await fetch(`${listener.url}/api/changes${query}`, {
    headers: { accept: 'text/event-stream', ...headers },
    signal: closing.signal,
  });
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  return {
    status: response.status,
    next: async () => {
      for (;;) {
        const end = text.indexOf('\n\n');
        if (end < 0) {
          const read = await reader?.read();
          if (read?.done !== false) return undefined;
          text += read.value;
          continue;
        }
        const block = text.slice(0, end);
        text = text.slice(end + 2);
        const name = field(block, 'event');
        if (name === '') continue;
        const data = JSON.parse(field(block, 'data')) as Event['data'];
        return { id: field(block, 'id'), name, data };
      }
    },
    close: () => closing.abort(),
  };
}

/** A stream for which there is room, once a client that has gone is missed. */
async function opened(): Promise<Stream> {
  for (;;) {
    const stream = await open();
    if (stream.status === 200) return stream;
  }
}

const take = async (stream: Stream, count: number): Promise<readonly Event[]> => {
  const events: Event[] = [];
  while (events.length < count) {
    const event = await stream.next();
    if (!event) break;
    if (event.name === 'change') events.push(event);
  }
  return events;
};

const whole = async (): Promise<readonly Change[]> =>
  (await served.store.changes({ limit: 1000 })).items;
const idsOf = (events: readonly Event[]) => events.map(({ id }) => id);

/** Writes tasks in a process of its own. */
const writeElsewhere = (count: number): Promise<unknown> =>
  new Promise((resolve) => {
    const given = ['--import', 'tsx', '-C', 'source', 'test/support/task-writer.ts'];
    spawn(process.execPath, [...given, served.path, String(count)], { stdio: 'ignore' }).on(
      'exit',
      resolve,
    );
  });

describe('a stream of changes', () => {
  it('has what this and another process write, in order, without a gap or a repetition', async () => {
    const stream = await open();
    const other = writeElsewhere(20);
    for (let at = 0; at < 20; at += 1) await add(`own ${String(at)}`);
    const events = await take(stream, 40);
    await other;
    stream.close();
    expect(idsOf(events)).toEqual((await whole()).map(({ cursor }) => cursor));
    expect(events.map(({ data }) => data['cursor'])).toEqual(idsOf(events));
  }, 60_000);

  it('goes on after the event that the client had last, whatever its address says', async () => {
    const all = (await whole()).map(({ cursor }) => cursor);
    const last = all[9] ?? '';
    const stream = await open('?since=now', { 'last-event-id': last });
    expect(idsOf(await take(stream, all.length - 10))).toEqual(all.slice(10));
    stream.close();
  });

  it('begins now with an id to come back with, before anything happens', async () => {
    const stream = await open('?since=now');
    const ready = await stream.next();
    expect(ready).toMatchObject({ name: 'ready', id: (await whole()).at(-1)?.cursor });
    await add('later');
    expect((await take(stream, 1))[0]?.data).toMatchObject({ outcome: 'created' });
    stream.close();
  });

  it('leaves its place to another one when its client goes', async () => {
    for (let round = 0; round < 3; round += 1) {
      const streams = [await opened(), await opened(), await opened()];
      expect((await open()).status).toBe(503);
      for (const stream of streams) stream.close();
    }
    (await opened()).close();
  });

  it('is no different from a request that waits, whose client goes', async () => {
    const { address, close } = await listened(1);
    const gone = new AbortController();
    const waiting = fetch(`${address}&wait=60&limit=${POLLED}`, { signal: gone.signal }).catch(
      () => 'gone',
    );
    await expect.poll(() => reads).toBeGreaterThan(0);
    const statusNow = async () => (await fetch(`${address}&wait=0.001`)).status;
    expect(await statusNow()).toBe(503);
    gone.abort();
    expect(await waiting).toBe('gone');
    await expect.poll(statusNow).toBe(200);
    await close();
  });

  it('ends when the server stops, which waits for nobody who only listens', async () => {
    const { address, close } = await listened(2);
    const streamed = await fetch(address, { headers: { accept: 'text/event-stream' } });
    const polled = fetch(`${address}&wait=60&limit=${POLLED}`);
    await expect.poll(() => reads).toBeGreaterThan(0);
    const text = streamed.text();
    await close();
    expect(await text).toContain('event: ready');
    expect((await (await polled).json()) as object).toMatchObject({ items: [] });
  });
});

/** The page size of requests that wait, which tells them from streams. */
const POLLED = 7;
/** How often a server of `listened` has looked for changes for one of them. */
let reads = 0;

/** A server with places for so many who wait. */
async function listened(mostFollowers: number) {
  reads = 0;
  const store: Store = {
    ...served.store,
    changes: (query) => {
      reads += query.limit === POLLED ? 1 : 0;
      return served.store.changes(query);
    },
  };
  const { app: own } = createHarness({ store, mostFollowers });
  const { url, close } = await listen(own, { host: '127.0.0.1', port: 0 });
  return { address: `${url}/api/changes?since=now`, close };
}
