import { createHash, timingSafeEqual } from 'node:crypto';

import type { MiddlewareHandler } from 'hono';

import { WorkspaceError } from '#src/errors';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Asks for `Authorization: Bearer <token>`; compared as digests, so that time tells nothing about the token. */
export function bearer(token: string): MiddlewareHandler {
  const expected = digest(token);
  return async (c, next) => {
    const given = /^Bearer +(\S+) *$/i.exec(c.req.header('Authorization') ?? '')?.[1];
    if (given === undefined) throw unauthorized('This service asks for a token.');
    if (!timingSafeEqual(digest(given), expected)) throw unauthorized('The token is wrong.');
    await next();
  };
}

const unauthorized = (message: string): WorkspaceError =>
  new WorkspaceError('unauthorized', message, {
    next: "Send 'Authorization: Bearer <token>' with the service's WORKSPACE_TOKEN.",
  });
