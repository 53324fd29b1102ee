import { createHash } from 'node:crypto';

import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';
import type { WriteBatch } from '#src/store/store';

const HEADER = 'Idempotency-Key';
const KEY = /^[\x20-\x7e]{1,255}$/;

/** Says that nothing was written again. */
export const REPLAYED = 'Idempotency-Replayed';

/** The key of a request with a digest of what it asks, so that a key is never answered with another request's result. Code: invalid_query. */
export function idempotencyOf(c: Context, body: unknown): Pick<WriteBatch, 'idempotency'> {
  const key = c.req.header(HEADER);
  if (key === undefined) return {};
  if (!KEY.test(key))
    throw new WorkspaceError('invalid_query', 'The Idempotency-Key is not usable.', {
      issues: [{ parameter: HEADER, detail: 'It has 1 to 255 printable ASCII characters.' }],
    });
  const request = JSON.stringify([c.req.method, c.req.path, canonical(body) ?? null]);
  return { idempotency: { key, digest: createHash('sha256').update(request).digest('hex') } };
}

/** The same JSON whatever the order of its keys. */
function canonical(json: unknown): unknown {
  if (Array.isArray(json)) return json.map(canonical);
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [key, canonical(value)]),
  );
}
