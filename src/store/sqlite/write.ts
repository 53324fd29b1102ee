import { sql } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import { kindOf } from '#src/kinds/index';
import type { WriteBatch, WriteOperation, WriteReceipt } from '#src/store/store';

import { removeAttached } from './attached.ts';
import { createChangeLog, type ChangeLog } from './change-log.ts';
import type { Connection } from './connection.ts';
import { filterSql } from './filter-sql.ts';
import { remember, replay } from './idempotency.ts';
import { applyOperation, type Change } from './operation.ts';
import { keyOf } from './read.ts';
import { checkReferences } from './references.ts';
import { exhausted, inTurns } from './turns.ts';
import type { Writers } from './writers.ts';

/** What a batch is written with. */
export interface BatchWriter {
  readonly connection: Connection;
  /** Another connection to the same file; undefined where there can be none (`:memory:`). */
  readonly another?: () => Connection;
  readonly writers: Pick<Writers, 'note'>;
  /** Whom the history names when a batch names nobody. */
  readonly owner: string;
}

/** Operations from which on a batch lets other requests take turns: a hundred documents at once hold the thread for some tenths of a second. */
const LARGE = 40;

/**
 * Applies a batch in one transaction. Foreign keys are checked when all of it stands, so that
 * a batch may name what it makes further down.
 */
export async function writeBatch(writer: BatchWriter, batch: WriteBatch): Promise<WriteReceipt> {
  const { connection, another } = writer;
  if (another && batch.operations.length >= LARGE)
    return inTurns(another(), (own) => stepsOf(own, batch, writer));
  const atOnce = connection.sqlite.transaction(() => exhausted(stepsOf(connection, batch, writer)));
  return atOnce.immediate();
}

/** A batch as steps, between which something else may run in this thread, but nothing else may write. */
type Steps<T = WriteReceipt> = Generator<void, T>;

function* stepsOf(
  connection: Connection,
  batch: WriteBatch,
  { writers, owner }: Pick<BatchWriter, 'writers' | 'owner'>,
): Steps {
  const earlier = batch.idempotency && replay(connection, batch.idempotency);
  if (earlier) return { outcomes: earlier, replayed: true };
  if (batch.unless) checkNone(connection, batch.unless);
  connection.db.run(sql`PRAGMA defer_foreign_keys = ON`);
  const log = createChangeLog(connection, batch.who ?? batch.writer ?? owner);
  const changes = yield* applyAll(connection, batch.operations, log);
  yield* checkBatch(connection, changes, log);
  const outcomes = changes.map(({ outcome }) => outcome);
  if (batch.idempotency) remember(connection, batch.idempotency, outcomes);
  writers.note(connection, batch.writer);
  return { outcomes, replayed: false };
}

function* applyAll(
  connection: Connection,
  operations: readonly WriteOperation[],
  log: ChangeLog,
): Steps<readonly Change[]> {
  const changes: Change[] = [];
  for (const [index, operation] of operations.entries()) {
    const change = located(index, () => applyOperation(connection, withIdsOf(operation, changes)));
    if (change.entry) log.add(change.entry);
    changes.push(change);
    yield;
  }
  return changes;
}

/** Ids that the store gives are not known before it has given them. */
function withIdsOf(operation: WriteOperation, earlier: readonly Change[]): WriteOperation {
  if (operation.op !== 'create' || !operation.takesIdOf) return operation;
  const ids = Object.entries(operation.takesIdOf).map(([field, at]) => {
    const made = earlier[at];
    if (!made) throw new RangeError(`No operation before this one stands at ${String(at)}.`);
    return [field, made.outcome.id] as const;
  });
  return { ...operation, value: { ...operation.value, ...Object.fromEntries(ids) } };
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

/** What was written twice is checked as it ends: a batch may correct itself. What hung on a record that is gone goes first. */
function* checkBatch(
  connection: Connection,
  changes: readonly Change[],
  log: ChangeLog,
): Steps<void> {
  const ends = new Map<string, { readonly index: number; readonly change: Change }>();
  changes.forEach((change, index) => {
    const { kind, id } = change.outcome;
    const before = (ends.get(`${kind} ${id}`)?.change ?? change).before;
    ends.set(`${kind} ${id}`, {
      index,
      change: { outcome: change.outcome, ...(before && { before }) },
    });
  });
  const gone = [...ends.values()]
    .map(({ change }) => change.outcome)
    .filter(({ outcome }) => outcome === 'deleted');
  const attached = removeAttached(connection, gone, ({ kind, id }) => ends.has(`${kind} ${id}`));
  for (const { entry } of attached) if (entry) log.add(entry);
  for (const { index, change } of ends.values()) {
    located(index, () => {
      checkReferences(connection, change);
    });
    yield;
  }
  for (const change of attached) checkReferences(connection, change);
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
