import { sql } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import type { WriteBatch, WriteOperation, WriteOutcome, WriteReceipt } from '#src/store/store';

import type { Connection } from './connection.ts';
import { remember, replay } from './idempotency.ts';
import { applyOperation } from './operation.ts';
import { checkReferences } from './references.ts';
import { asWorkspaceError } from './sqlite-error.ts';

/**
 * Applies a batch in one transaction. Foreign keys are checked when all of it stands, so that
 * a batch may name what it makes further down.
 */
export function writeBatch(connection: Connection, batch: WriteBatch): WriteReceipt {
  const { sqlite } = connection;
  const apply = sqlite.transaction((): WriteReceipt => {
    const earlier = batch.idempotency && replay(connection, batch.idempotency);
    if (earlier) return { outcomes: earlier, replayed: true };
    connection.db.run(sql`PRAGMA defer_foreign_keys = ON`);
    const outcomes = batch.operations.map((operation, index) =>
      located(index, () => applyOperation(connection, operation)),
    );
    checkBatch(connection, batch.operations, outcomes);
    if (batch.idempotency) remember(connection, batch.idempotency, outcomes);
    return { outcomes, replayed: false };
  });
  try {
    return apply.immediate();
  } catch (error) {
    throw asWorkspaceError(error, sqlite.name);
  }
}

function checkBatch(
  connection: Connection,
  operations: readonly WriteOperation[],
  outcomes: readonly WriteOutcome[],
): void {
  operations.forEach((operation, index) => {
    located(index, () => {
      const outcome = outcomes[index];
      checkReferences(connection, {
        kind: kindOf(operation.kind),
        id: outcome?.id ?? '',
        record: outcome?.stored?.record,
      });
    });
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
