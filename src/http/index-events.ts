import { setTimeout as pause } from 'node:timers/promises';

import { WorkspaceError } from '#src/errors';
import type { IndexReport } from '#src/operations/index-types';

import { event, eventBody, HEARTBEAT, RETRY } from './event-stream.ts';
import type { Follower } from './followers.ts';

/** Milliseconds between two looks at the index. */
const PACE = 1_000;

interface Watched {
  /** The index as it is now. */
  readonly look: () => Promise<IndexReport>;
  readonly first: IndexReport;
  readonly follower: Follower;
}

/** The index as server-sent events: as it is, and then whenever anything of it changes. */
export const indexEvents = (watched: Watched): ReadableStream<Uint8Array> =>
  eventBody(eventsOf(watched), watched.follower.leave);

async function* eventsOf({ look, first, follower }: Watched): AsyncGenerator<string, undefined> {
  const { signal } = follower;
  try {
    let said = event('index', first);
    let at = Date.now();
    yield `retry: ${RETRY}\n${said}`;
    while (await passed(PACE, signal)) {
      const now = event('index', await look());
      if (now === said && Date.now() - at < HEARTBEAT) continue;
      yield now === said ? ': nothing new\n\n' : now;
      [said, at] = [now, Date.now()];
    }
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    yield event('problem', { code: error.code, detail: error.message, next: error.next });
  } finally {
    follower.leave();
  }
  return undefined;
}

/** False as soon as nobody waits any more. */
const passed = (milliseconds: number, signal: AbortSignal): Promise<boolean> =>
  pause(milliseconds, true, { signal }).catch(() => false);

/** Reads at most once in so many milliseconds, however many ask: a hundred pages that look cost as much as one. */
export function atMostEvery<T>(milliseconds: number, read: () => Promise<T>): () => Promise<T> {
  let [last, at]: [Promise<T> | undefined, number] = [undefined, 0];
  return () => {
    if (!last || Date.now() - at >= milliseconds) [last, at] = [read(), Date.now()];
    return last;
  };
}

/** Followers that look within the same pace share one reading. */
export const SHARED = PACE / 2;
