import { sql } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import type { WriteBatch, WriteReceipt } from '#src/store/store';

import type { Connection } from './connection.ts';
import { filterSql } from './filter-sql.ts';
import { remember, replay } from './idempotency.ts';
import { applyOperation, type Change } from './operation.ts';
import { keyOf } from './read.ts';
import { checkReferences } from './references.ts';

/**
 * Applies a batch in one transaction. Foreign keys are checked when all of it stands, so that
 * a batch may name what it makes further down.
 */
export function writeBatch(connection: Connection, batch: WriteBatch): WriteReceipt {
  const apply = connection.sqlite.transaction((): WriteReceipt => {
    const earlier = batch.idempotency && replay(connection, batch.idempotency);
    if (earlier) return { outcomes: earlier, replayed: true };
    if (batch.unless) checkNone(connection, batch.unless);
    connection.db.run(sql`PRAGMA defer_foreign_keys = ON`);
    const changes = batch.operations.map((operation, index) =>
      located(index, () => applyOperation(connection, operation)),
    );
    checkBatch(connection, changes);
    const outcomes = changes.map(({ outcome }) => outcome);
    if (batch.idempotency) remember(connection, batch.idempotency, outcomes);
    return { outcomes, replayed: false };
  });
  return apply.immediate();
}

/** Under the write lock, so that of two writers with the same condition one finds the other's record. */
function checkNone({ db }: Connection, { kind: name, where }: NonNullable<WriteBatch['unless']>) {
  const kind = kindOf(name);
  const [found] = db
    .select({ id: keyOf(kind) })
    .from(kind.table)
    .where(filterSql(kind, where))
    .limit(1)
    .all();
  if (found)
    throw new WorkspaceError(
      'precondition_failed',
      `The ${kind.label} '${String(found.id)}' is there already.`,
    );
}

/** What was written twice is checked as it ends: a batch may correct itself. */
function checkBatch(connection: Connection, changes: readonly Change[]): void {
  const ends = new Map<string, { readonly index: number; readonly change: Change }>();
  changes.forEach((change, index) => {
    const { kind, id } = change.outcome;
    const before = (ends.get(`${kind} ${id}`)?.change ?? change).before;
    ends.set(`${kind} ${id}`, {
      index,
      change: { outcome: change.outcome, ...(before && { before }) },
    });
  });
  for (const { index, change } of ends.values())
    located(index, () => {
      checkReferences(connection, change);
    });
}

/** Puts the position of the operation before the pointers of its error. */
function located<T>(index: number, apply: () => T): T {
  try {
    return apply();
  } catch (error) {
    if (!(error instanceof WorkspaceError)) throw error;
    const issues = error.issues.length > 0 ? error.issues : [{ detail: error.message }];
    throw new WorkspaceError(error.code, error.message, {
      ...(error.next !== undefined && { next: error.next }),
      cause: error.cause,
      issues: issues.map((issue) => ({
        ...issue,
        pointer: `/${String(index)}${issue.pointer ?? ''}`,
      })),
    });
  }
}
