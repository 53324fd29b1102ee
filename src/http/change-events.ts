import { WorkspaceError } from '#src/errors';
import { nextChanges } from '#src/operations/next-changes';
import type { Change, Changes, ChangesPage, ChangesQuery } from '#src/store/store';

import { event, eventBody, HEARTBEAT, RETRY } from './event-stream.ts';
import type { Follower } from './followers.ts';

interface Stream {
  readonly query: ChangesQuery;
  readonly first: ChangesPage;
  readonly follower: Follower;
}

/** Changes as server-sent events, each with its cursor as its id. */
export const eventStream = (
  store: Pick<Changes, 'changes'>,
  stream: Stream,
): ReadableStream<Uint8Array> => eventBody(eventsOf(store, stream), stream.follower.leave);

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

const changeEvent = (change: Change): string => `id: ${change.cursor}\n${event('change', change)}`;
