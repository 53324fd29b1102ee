import { eq, lt } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import type { WriteBatch, WriteOutcome } from '#src/store/store';

import type { Connection } from './connection.ts';
import { idempotency } from './schema.ts';

type Key = NonNullable<WriteBatch['idempotency']>;

/** Milliseconds that a key is remembered: a day, as the IETF draft's examples do. */
const KEPT = 24 * 60 * 60 * 1000;

/** The outcomes of an earlier batch with this key. Codes: idempotency_mismatch. */
export function replay(
  { db }: Connection,
  { key, digest }: Key,
): readonly WriteOutcome[] | undefined {
  db.delete(idempotency)
    .where(lt(idempotency.created_at, Date.now() - KEPT))
    .run();
  const [stored] = db.select().from(idempotency).where(eq(idempotency.key, key)).all();
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
  { key, digest }: Key,
  outcomes: readonly WriteOutcome[],
): void {
  db.insert(idempotency).values({ key, digest, outcomes, created_at: Date.now() }).run();
}
