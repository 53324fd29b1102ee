import { createHash, timingSafeEqual } from 'node:crypto';

import type { Context, MiddlewareHandler } from 'hono';

import { WorkspaceError } from '#src/errors';

import type { BrowserSessions } from './browser-sessions.ts';
import { SAFE_METHODS, isOfThisOrigin } from './host.ts';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Compared as digests, so that time tells nothing about the token. */
export const isToken = (given: string, token: string): boolean =>
  timingSafeEqual(digest(given), digest(token));

/**
 * Asks for `Authorization: Bearer <token>`, or for the cookie of a browser that has signed in. A
 * browser sends its cookie along whichever page asks, so that a write must also say that a page of
 * this very origin asks for it.
 */
export function authorised(token: string, sessions: BrowserSessions): MiddlewareHandler {
  return async (c, next) => {
    const header = c.req.header('Authorization');
    if (header === undefined && sessions.isSignedIn(c)) refuseOtherPages(c);
    else refuseStrangers(header, token);
    await next();
  };
}

function refuseStrangers(header: string | undefined, token: string): void {
  const given = /^Bearer +(\S+) *$/i.exec(header ?? '')?.[1];
  if (given === undefined) throw unauthorized('This service asks for a token.');
  if (!isToken(given, token)) throw unauthorized('The token is wrong.');
}

function refuseOtherPages(c: Context): void {
  if (SAFE_METHODS.has(c.req.method) || isOfThisOrigin(c)) return;
  throw new WorkspaceError('forbidden', 'Only a page of this service may write with its cookie.', {
    next: "A program sends 'Authorization: Bearer <token>' instead.",
  });
}

const unauthorized = (message: string): WorkspaceError =>
  new WorkspaceError('unauthorized', message, {
    next: "Send 'Authorization: Bearer <token>' with the service's WORKSPACE_TOKEN.",
  });
