import { randomUUID } from 'node:crypto';

import type { Context, MiddlewareHandler } from 'hono';

const HEADER = 'X-Request-Id';
/** What a client may choose: nothing that could break a line of the log. */
const ACCEPTED = /^[\w.:-]{1,128}$/;
const KEY = 'requestId';

/** Names each request, by the client's own name for it when it has one. */
export const requestId: MiddlewareHandler = async (c, next) => {
  const given = c.req.header(HEADER);
  const id = given !== undefined && ACCEPTED.test(given) ? given : randomUUID();
  c.set(KEY, id);
  await next();
  c.res.headers.set(HEADER, id);
};

export const requestIdOf = (c: Context): string => String(c.get(KEY) ?? '');
