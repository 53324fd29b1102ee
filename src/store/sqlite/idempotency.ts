import { and, eq, gte, lt } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import type { Idempotency, WriteOutcome } from '#src/store/store';

import type { Connection } from './connection.ts';
import { idempotency } from './schema.ts';

/** Milliseconds that a key is remembered: a day, as the IETF draft's examples do. */
const KEPT = 24 * 60 * 60 * 1000;

/** The outcomes of an earlier batch with this key; only reads. Codes: idempotency_mismatch. */
export function replay(
  { db }: Connection,
  { key, digest }: Idempotency,
): readonly WriteOutcome[] | undefined {
  const isKept = gte(idempotency.created_at, Date.now() - KEPT);
  const [stored] = db
    .select()
    .from(idempotency)
    .where(and(eq(idempotency.key, key), isKept))
    .all();
  if (!stored) return undefined;
  if (stored.digest === digest) return stored.outcomes as readonly WriteOutcome[];
  throw new WorkspaceError(
    'idempotency_mismatch',
    `The Idempotency-Key '${key}' was used for another request.`,
    { next: 'Use a new key for a new request.' },
  );
}

/** Written in the batch's own transaction: a crash keeps both or neither. */
export function remember(
  { db }: Connection,
  { key, digest }: Idempotency,
  outcomes: readonly WriteOutcome[],
): void {
  const now = Date.now();
  db.delete(idempotency)
    .where(lt(idempotency.created_at, now - KEPT))
    .run();
  db.insert(idempotency).values({ key, digest, outcomes, created_at: now }).run();
}
