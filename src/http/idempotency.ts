import { createHash } from 'node:crypto';

import type { Context } from 'hono';

import { WorkspaceError } from '#src/errors';
import { canonicalJson } from '#src/operations/canonical-json';
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
  const request = canonicalJson([c.req.method, c.req.path, body ?? null]);
  return { idempotency: { key, digest: createHash('sha256').update(request).digest('hex') } };
}
