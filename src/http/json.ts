import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

import { waitedOf } from './waited.ts';

/** JSON on one line, or indented for people who ask with `?pretty=true`. */
export function sendJson(c: Context, value: unknown, status: ContentfulStatusCode = 200): Response {
  const waited = waitedOf(c);
  const answer = waited ? { ...(value as object), waited } : value;
  const text = JSON.stringify(answer, null, c.req.query('pretty') === 'true' ? 2 : undefined);
  return c.body(`${text}\n`, status, { 'Content-Type': 'application/json; charset=utf-8' });
}
