import { sql } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import { kindNames, kindOf, resolveKind, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import type { RecordEnd } from '#src/kinds/relations-spec';
import type { RecordKey } from '#src/store/store';

import type { Connection } from './connection.ts';
import { applyOperation, type Change } from './operation.ts';

const attachedKinds: readonly KindName[] = kindNames.filter(
  (name) => kindOf(name).relations.ends !== undefined,
);

/**
 * Deletes what hangs on records that are gone (tags, links), and what hangs on that in turn. What
 * the batch itself wrote (`kept`) stays, and is then found to name nothing.
 */
export function removeAttached(
  connection: Connection,
  gone: readonly RecordKey[],
  kept: (key: RecordKey) => boolean,
): readonly Change[] {
  const removed: Change[] = [];
  for (let due = gone; due.length > 0;) {
    const changes = due
      .flatMap((key) => attachedTo(connection, key))
      .filter((key) => !kept(key))
      .flatMap((key) => removeOnce(connection, key));
    removed.push(...changes);
    due = changes.map(({ outcome }) => outcome);
  }
  return removed;
}

/** One question for all kinds: each costs more to be written than to be answered. */
function attachedTo({ db }: Connection, { kind, id }: RecordKey): readonly RecordKey[] {
  const questions = attachedKinds.flatMap((name) => {
    const { table, primaryKey, relations } = kindOf(name);
    return (relations.ends ?? []).map(
      (end) => sql`SELECT ${name} AS kind, ${sql.identifier(primaryKey)} AS id FROM ${table}
        WHERE ${sql.identifier(end.kind)} = ${kind} AND ${sql.identifier(end.id)} = ${id}`,
    );
  });
  return db.all<RecordKey>(sql.join(questions, sql` UNION `));
}

/** A link between two records that go together hangs on both. */
function removeOnce(connection: Connection, { kind, id }: RecordKey): readonly Change[] {
  const there = exists(connection, kind, id);
  return there ? [applyOperation(connection, { op: 'delete', kind, id })] : [];
}

/** Codes: invalid_body for what is no kind's full name, broken_reference for a record that is not there. */
export function checkEnds(connection: Connection, kind: Kind, record: AnyRecord): void {
  for (const end of kind.relations.ends ?? []) checkEnd(connection, end, record);
}

function checkEnd(connection: Connection, end: RecordEnd, record: AnyRecord): void {
  const [kind, id] = [String(record[end.kind]), String(record[end.id])];
  const name = resolveKind(kind);
  if (name !== kind) throw noKind(end, kind);
  if (exists(connection, name, id)) return;
  throw new WorkspaceError('broken_reference', `There is no record '${id}' in ${kind}.`, {
    issues: [{ pointer: `/${end.id}`, detail: `no record '${id}' in ${kind}` }],
    next: 'Create that record first.',
  });
}

function noKind({ kind: field }: RecordEnd, given: string): WorkspaceError {
  const meant = resolveKind(given);
  const detail = meant
    ? `'${given}' is short for ${meant}, and the full name belongs here.`
    : `'${given.slice(0, 60)}' is no kind of record.`;
  return new WorkspaceError('invalid_body', `${field}: ${detail}`, {
    issues: [{ pointer: `/${field}`, detail }],
    next: `The kinds are ${kindNames.join(', ')}.`,
  });
}

function exists({ db }: Connection, kind: KindName, id: string): boolean {
  const found = db.all(sql`SELECT 1 FROM wm_records WHERE kind = ${kind} AND id = ${id} LIMIT 1`);
  return found.length > 0;
}
