import type { Context, Hono } from 'hono';

import type { BrowserSessions } from './browser-sessions.ts';
import type { AppDeps, Page, VisitTools } from './deps.ts';
import { noRoute, type Handler, type Routes } from './routes.ts';
import { signIn, signOut } from './sign-in.ts';

/** What says who visits and from where: the API asks for it again at whatever a page does. */
const CARRIED = [
  'Authorization',
  'Cookie',
  'Host',
  'Origin',
  'Sec-Fetch-Site',
  'User-Agent',
  'X-Request-Id',
] as const;

interface PageDeps extends Pick<AppDeps, 'page' | 'token'> {
  readonly sessions: BrowserSessions;
  /** What there is, for who asks for JSON at `/`. */
  readonly list: Handler;
}

interface Pages {
  readonly routes: Routes;
  /** For what no route answers. */
  readonly otherwise: Handler;
}

/** What lets people in, and the pages beside all other routes; without a page, nothing. */
export function pagesOf(app: Hono, { page, token, sessions, list }: PageDeps): Pages {
  if (!page) return { routes: { '/': { GET: list } }, otherwise: noRoute };
  const show = answeredBy(page, app);
  return {
    routes: {
      '/': { GET: (c) => (asksForJson(c) ? list(c) : show(c)) },
      '/login': { GET: show, POST: signIn(token, sessions) },
      '/logout': { POST: signOut(sessions) },
    },
    otherwise: show,
  };
}

const answeredBy =
  (page: Page, app: Hono): Handler =>
  async (c) =>
    (await page.answer(c.req.raw, toolsFor(app, c))) ?? noRoute(c);

/** What asks the service itself, as whoever sent the request at hand. */
export function toolsFor(app: Hono, c: Context): VisitTools {
  const carried = CARRIED.flatMap((name) => {
    const value = c.req.header(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return {
    ask: async (url, init) => {
      const headers = new Headers(init.headers);
      for (const [name, value] of carried) headers.set(name, value);
      return app.request(url, { ...init, headers }, c.env);
    },
  };
}

/** A program that looks for what there is, and no browser. */
function asksForJson(c: Context): boolean {
  const accept = c.req.header('Accept') ?? '';
  return accept.includes('application/json') && !accept.includes('text/html');
}
