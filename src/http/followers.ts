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

/** Lets so many wait at a time, and tells how many do. Code: too_many_followers. */
export function createFollowers(
  most = DEFAULT_MOST,
  onChange?: (waiting: number) => void,
): (c: Context) => Follower {
  const waiting = new Set<AbortController>();
  return (c) => {
    if (waiting.size >= most) throw tooMany(most);
    const controller = new AbortController();
    const ends = endsOf(c);
    waiting.add(controller);
    onChange?.(waiting.size);
    const leave = (): void => {
      if (waiting.delete(controller)) onChange?.(waiting.size);
      for (const signal of ends) signal.removeEventListener('abort', leave);
      controller.abort();
    };
    for (const signal of ends) signal.addEventListener('abort', leave);
    if (ends.some(({ aborted }) => aborted)) leave();
    return { signal: controller.signal, leave };
  };
}

/** Aborted when a request is waited for no longer: its client is gone, or the server stops. */
export const endsOf = (c: Context): readonly AbortSignal[] =>
  [c.req.raw.signal, closingOf(c)].filter((signal) => signal !== undefined);

/** Aborted when the server stops, as `listen` hands it to every request; there is none within this process. */
const closingOf = (c: Context): AbortSignal | undefined =>
  (c.env as { closing?: AbortSignal } | undefined)?.closing;

const tooMany = (most: number): WorkspaceError =>
  new WorkspaceError('too_many_followers', `${most} requests wait for changes here already.`, {
    next: 'Try again later, or ask for changes from time to time, without wait.',
  });
