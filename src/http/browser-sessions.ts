import { createHash, randomBytes } from 'node:crypto';

import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';

import { createRecent } from '#src/recent';

/** Browsers that have shown the token, each by a random cookie that says nothing of it. */
export interface BrowserSessions {
  /** Gives this browser a cookie of its own. */
  begin(c: Context): void;
  isSignedIn(c: Context): boolean;
  /** The cookie opens nothing from now on, wherever a copy of it may be. */
  end(c: Context): void;
}

/** A working week and the weekend around it. */
const LIFETIME = 7 * 24 * 3600;
const MOST_SESSIONS = 1_000;
const RANDOM_BYTES = 32;

/** What is kept of a cookie opens nothing. */
const kept = (id: string): string => createHash('sha256').update(id).digest('base64');

/** Sessions of this process; `now` in milliseconds. See docs/decisions/0035. */
export function createBrowserSessions(now: () => number = Date.now): BrowserSessions {
  const ends = createRecent<number>({ entries: MOST_SESSIONS });
  return {
    begin: (c) => {
      const id = randomBytes(RANDOM_BYTES).toString('base64url');
      ends.set(kept(id), now() + LIFETIME * 1000);
      setCookie(c, nameOf(c), id, { ...attributesOf(c), maxAge: LIFETIME });
    },
    isSignedIn: (c) => {
      const id = getCookie(c, nameOf(c));
      return id !== undefined && (ends.get(kept(id)) ?? 0) > now();
    },
    end: (c) => {
      const id = getCookie(c, nameOf(c));
      if (id !== undefined) ends.set(kept(id), 0);
      deleteCookie(c, nameOf(c), attributesOf(c));
    },
  };
}

/** Browsers share cookies among the ports of a host: two services of one machine must not sign each other out. */
function nameOf(c: Context): string {
  const port = /:(\d+)$/.exec(c.req.header('Host') ?? new URL(c.req.url).host)?.[1];
  return port === undefined ? 'workspace_session' : `workspace_session_${port}`;
}

const attributesOf = (c: Context) =>
  ({ path: '/', httpOnly: true, sameSite: 'Strict', secure: isEncrypted(c) }) as const;

/** Before a proxy that speaks TLS only the browser knows; it says so in the origin of its form. */
const isEncrypted = (c: Context): boolean =>
  [c.req.header('Origin'), c.req.url].some((address) => address?.startsWith('https://'));
