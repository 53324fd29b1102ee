import type { Context } from 'hono';
import { matchedRoutes } from 'hono/route';

import { wantsEvents } from '#src/http/event-stream';
import { shownPath } from '#src/http/routes';

/** For what no route answers: pages for people, and what is not there. */
const OTHER = 'other';
const MIDDLEWARE = /\*$/;

/**
 * The route that a request goes to, as `/api/{kind}/{id}`: of what the client has written nothing is in it,
 * so that there are as many names as routes. It is known before the route is reached, which a refused
 * request never does. A request that asks to wait is told apart: how long it takes says nothing.
 */
export function routeOf(c: Context): string {
  const route = matchedRoutes(c).find(({ path }) => !MIDDLEWARE.test(path));
  if (!route) return OTHER;
  return waits(c) ? `${shownPath(route.path)}?wait` : shownPath(route.path);
}

const WAITS = /[?&]wait=/;

/** Whether a request asks to wait for changes or the index, or is a stream of events. Agents accept streams of what they POST. */
export const waits = (c: Context): boolean =>
  WAITS.test(c.req.url) || (c.req.method === 'GET' && wantsEvents(c));

const METHODS: ReadonlySet<string> = new Set([
  ...['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
]);

/** A client may write whatever it likes there, too. */
export const methodOf = (c: Context): string => (METHODS.has(c.req.method) ? c.req.method : OTHER);
