import type { Context } from 'hono';

import { localPath } from '#src/local-path';

import { isToken } from './auth.ts';
import type { BrowserSessions } from './browser-sessions.ts';
import { formOf } from './form.ts';
import type { Handler } from './routes.ts';

/** POST /login: a form with the token, for a cookie. */
export const signIn =
  (token: string | undefined, sessions: BrowserSessions): Handler =>
  async (c) => {
    const form = await formOf(c);
    const next = localPath(form.get('next'));
    if (token === undefined) return seeOther(c, next);
    const isRight = isToken((form.get('token') ?? '').trim(), token);
    if (!isRight) return seeOther(c, `/login?failed=1&next=${encodeURIComponent(next)}`);
    sessions.begin(c);
    return seeOther(c, next);
  };

/** POST /logout */
export const signOut =
  (sessions: BrowserSessions): Handler =>
  (c) => {
    sessions.end(c);
    return seeOther(c, '/login');
  };

const seeOther = (c: Context, path: string): Response => c.redirect(path, 303);
