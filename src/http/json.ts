import type { Context } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** JSON on one line, or indented for people who ask with `?pretty=true`. */
export function sendJson(c: Context, value: unknown, status: ContentfulStatusCode = 200): Response {
  const text = JSON.stringify(value, null, c.req.query('pretty') === 'true' ? 2 : undefined);
  return c.body(`${text}\n`, status, { 'Content-Type': 'application/json; charset=utf-8' });
}
