import { WorkspaceError } from '#src/errors';
import { nextChanges } from '#src/operations/next-changes';
import type { Change, Changes, ChangesPage, ChangesQuery } from '#src/store/store';

import type { Follower } from './followers.ts';

/** Milliseconds between two signs of life, so that no proxy takes the connection for dead. */
const HEARTBEAT = 15_000;
/** Milliseconds after which a client is to come back when the connection breaks. */
const RETRY = 1_000;

interface Stream {
  readonly query: ChangesQuery;
  readonly first: ChangesPage;
  readonly follower: Follower;
}

/**
 * Changes as server-sent events, each with its cursor as its id. The next page is read when the
 * client has taken the one before, so that a slow one costs no memory.
 */
export function eventStream(
  store: Pick<Changes, 'changes'>,
  stream: Stream,
): ReadableStream<Uint8Array> {
  const [encoder, events] = [new TextEncoder(), eventsOf(store, stream)];
  return new ReadableStream<Uint8Array>(
    {
      pull: async (controller) => {
        const { value, done } = await events.next();
        if (done === true) controller.close();
        else controller.enqueue(encoder.encode(value));
      },
      cancel: () => stream.follower.leave(),
    },
    { highWaterMark: 0 },
  );
}

async function* eventsOf(
  store: Pick<Changes, 'changes'>,
  { query, first, follower }: Stream,
): AsyncGenerator<string, undefined> {
  const { signal } = follower;
  try {
    const { begins, next } = first;
    yield `retry: ${RETRY}\n${query.after === 'now' ? `id: ${next}\n` : ''}${event('ready', { begins })}`;
    for (let page = first; !signal.aborted;) {
      yield page.items.length > 0 ? page.items.map(changeEvent).join('') : ': nothing new\n\n';
      const until = Date.now() + HEARTBEAT;
      page = await nextChanges(store, { ...query, after: page.next }, { until, signal });
    }
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    yield event('problem', { code: error.code, detail: error.message, next: error.next });
  } finally {
    follower.leave();
  }
  return undefined;
}

const event = (name: string, data: object): string =>
  `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;

const changeEvent = (change: Change): string => `id: ${change.cursor}\n${event('change', change)}`;
