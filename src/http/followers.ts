import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';

/** Requests that wait for changes at once, unless the service sets another number. */
const DEFAULT_MOST = 100;

/** Somebody who waits for changes. */
export interface Follower {
  /** Aborted when the client is gone or the server stops. */
  readonly signal: AbortSignal;
  /** Must be called in the end, once or more often. */
  leave(): void;
}

/** Lets so many wait at a time. Code: too_many_followers. */
export function createFollowers(most = DEFAULT_MOST): (c: Context) => Follower {
  const waiting = new Set<AbortController>();
  return (c) => {
    if (waiting.size >= most) throw tooMany(most);
    const controller = new AbortController();
    const ends = [c.req.raw.signal, closingOf(c)].filter((signal) => signal !== undefined);
    const stop = (): void => controller.abort();
    for (const signal of ends) {
      signal.addEventListener('abort', stop);
      if (signal.aborted) stop();
    }
    waiting.add(controller);
    return {
      signal: controller.signal,
      leave: () => {
        waiting.delete(controller);
        for (const signal of ends) signal.removeEventListener('abort', stop);
        stop();
      },
    };
  };
}

/** Aborted when the server stops, as `listen` hands it to every request; there is none within this process. */
const closingOf = (c: Context): AbortSignal | undefined =>
  (c.env as { closing?: AbortSignal } | undefined)?.closing;

const tooMany = (most: number): WorkspaceError =>
  new WorkspaceError('too_many_followers', `${most} requests wait for changes here already.`, {
    next: 'Try again later, or ask for changes from time to time, without wait.',
  });
