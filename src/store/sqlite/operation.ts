import { eq, sql } from 'drizzle-orm';

import { noSuchRecord, WorkspaceError } from '#src/errors';
import { kindOf, type KindName } from '#src/kinds/index';
import type { AnyRecord, Kind } from '#src/kinds/kind';
import type { WriteOperation, WriteOutcome } from '#src/store/store';

import type { Connection } from './connection.ts';
import { assignId } from './assign-id.ts';
import { firstVersion, type Entry } from './change-log.ts';
import { withOwnRecord } from './derived-put.ts';
import { writeNames } from './names.ts';
import { keyOf, readStored, type StoredRow } from './read.ts';
import {
  completed,
  patched,
  renewed,
  replaced,
  sameRecord,
  staleField,
  withStoredRenewals,
} from './record-values.ts';
import { records } from './schema.ts';
import { searchableOf } from './searchable.ts';
import { writeText } from './write-text.ts';

type Existing = StoredRow;

/** An outcome with what the engine knows of the record. */
interface Written extends WriteOutcome {
  readonly stored?: StoredRow;
}

/** What an operation did, with the record as it was before, so that what referred to it can be checked. */
export interface Change {
  readonly outcome: WriteOutcome;
  readonly before?: AnyRecord;
  /** For the feed; absent when nothing was changed. */
  readonly entry?: Entry;
}

/** Carries out one operation within the transaction of its batch. */
export function applyOperation(connection: Connection, asked: WriteOperation): Change {
  const operation = withOwnRecord(connection, asked);
  if (operation.op === 'create')
    return changeOf(create(connection, operation.kind, operation.value));
  const existing = readStored(connection, operation.kind, operation.id);
  checkCondition(operation, existing);
  return changeOf(changed(connection, operation, existing), existing);
}

function changeOf(written: Written, existing?: Existing): Change {
  const { kind, id, outcome, stored } = written;
  const before = existing && { before: existing.record };
  const { row, version } = stored ?? { row: existing?.row ?? 0, version: versionAfter(existing) };
  if (outcome === 'unchanged') return { outcome: written, ...before };
  const after = stored && { after: stored.record };
  return {
    outcome: written,
    ...before,
    entry: { kind, id, row, version, outcome, ...before, ...after },
  };
}

/** A deletion counts as a version, too. */
const versionAfter = (existing?: Existing): number => (existing?.version ?? 0) + 1;

type Changing = Exclude<WriteOperation, { op: 'create' }>;

function changed(
  connection: Connection,
  operation: Changing,
  existing: Existing | undefined,
): Written {
  if (operation.op === 'put') return put(connection, operation, existing);
  if (!existing) throw noSuchRecord(operation.kind, operation.id);
  return operation.op === 'delete'
    ? remove(connection, existing)
    : update(connection, existing, patching(existing, operation.value));
}

/** A record as it shall be, with what the service renews; what a verbatim write gives stays as given. */
interface Next {
  readonly next: AnyRecord;
  readonly verbatim: boolean;
}

function patching(existing: Existing, value: AnyRecord): Next {
  checkVersion(existing, value);
  return { next: patched(existing.record, value), verbatim: false };
}

function put(
  connection: Connection,
  { kind, id, value, verbatim = false }: Extract<WriteOperation, { op: 'put' }>,
  existing: Existing | undefined,
): Written {
  const whole = { ...value, [kindOf(kind).primaryKey]: id };
  if (!existing) return insert(connection, kind, assignId(connection, kindOf(kind), whole));
  if (!verbatim) checkVersion(existing, value);
  const next = replaced(kindOf(kind), existing.record, whole);
  return update(connection, existing, { next, verbatim });
}

function create(connection: Connection, name: KindName, value: AnyRecord): Written {
  const kind = kindOf(name);
  const record = assignId(connection, kind, value);
  const id = String(record[kind.primaryKey]);
  if (readStored(connection, name, id)) throw duplicate(kind, [kind.primaryKey], () => id);
  return insert(connection, name, record);
}

/** A record with an id that is known to be free. */
function insert(connection: Connection, name: KindName, identified: AnyRecord): Written {
  const kind = kindOf(name);
  const given = completed(kind, identified);
  const id = String(given[kind.primaryKey]);
  checkUnique(connection, kind, given);
  const [record = given]: AnyRecord[] = connection.db
    .insert(kind.table)
    .values(given)
    .returning()
    .all();
  const text = searchableOf(kind, record);
  const { lastInsertRowid } = connection.db
    .insert(records)
    .values({
      kind: name,
      id,
      version: firstVersion(connection, name, id),
      updated_at: new Date().toISOString(),
      text_hash: text?.hash ?? null,
    })
    .run();
  const row = Number(lastInsertRowid);
  writeNames(connection, { row, kind: name }, { record });
  if (text) writeText(connection, row, text);
  return outcomeOf(connection, { name, id }, 'created');
}

function update(connection: Connection, existing: Existing, { next, verbatim }: Next): Written {
  const { kind: name, id, row } = existing;
  const kind = kindOf(name);
  const wanted = verbatim ? next : withStoredRenewals(kind, existing.record, next);
  if (sameRecord(existing.record, wanted))
    return { kind: name, id, outcome: 'unchanged', stored: existing };
  checkUnique(connection, kind, wanted);
  const values = verbatim ? wanted : renewed(kind, wanted);
  const [record = values]: AnyRecord[] = connection.db
    .update(kind.table)
    .set(values)
    .where(eq(keyOf(kind), id))
    .returning()
    .all();
  const text = searchableOf(kind, record);
  connection.db
    .update(records)
    .set({
      version: sql`${records.version} + 1`,
      updated_at: new Date().toISOString(),
      text_hash: text?.hash ?? null,
    })
    .where(eq(records.row, row))
    .run();
  writeNames(connection, { row, kind: name }, { record, before: existing.record });
  if (text?.hash !== (existing.textHash ?? undefined)) writeText(connection, row, text);
  return outcomeOf(connection, { name, id }, 'updated');
}

function remove({ db }: Connection, { kind: name, id, row }: Existing): Written {
  const kind = kindOf(name);
  db.delete(kind.table)
    .where(eq(keyOf(kind), id))
    .run();
  db.delete(records).where(eq(records.row, row)).run();
  return { kind: name, id, outcome: 'deleted' };
}

/** Reads back what was written, so that answers show what is stored. */
function outcomeOf(
  connection: Connection,
  { name, id }: { readonly name: KindName; readonly id: string },
  outcome: 'created' | 'updated',
): Written {
  const stored = readStored(connection, name, id);
  return { kind: name, id, outcome, ...(stored && { stored }) };
}

function checkCondition(operation: Changing, existing?: Existing): void {
  const { ifMatch, kind, id } = operation;
  const lost =
    ifMatch !== undefined && (!existing || (ifMatch !== '*' && ifMatch !== existing.etag));
  const taken = operation.op === 'put' && operation.ifAbsent === true && existing !== undefined;
  if (!lost && !taken) return;
  const state = existing ? `is at ${existing.etag}` : 'does not exist';
  throw new WorkspaceError('precondition_failed', `The record ${id} of ${kind} ${state}.`, {
    next: 'Read it again, apply your change to what it is now, and send its new ETag.',
  });
}

/** Optimistic locking as the orchestrator does it: who names a version changes that version only. */
function checkVersion({ kind, id, record }: Existing, given: AnyRecord): void {
  const field = staleField(kindOf(kind), record, given);
  if (field === undefined) return;
  const detail = `The record ${id} of ${kind} is at ${field} ${String(record[field])}, not ${String(given[field])}.`;
  throw new WorkspaceError('precondition_failed', detail, {
    issues: [{ pointer: `/${field}`, detail }],
    next: `Read it again, and send the ${field} that it has now, or none.`,
  });
}

/** SQLite names only the first violated index; here the fault names the field and the value. */
function checkUnique({ db }: Connection, kind: Kind, record: AnyRecord): void {
  for (const fields of kind.unique) {
    const same = sql.join(
      fields.map((field) => sql`${sql.identifier(field)} = ${record[field] ?? null}`),
      sql` AND `,
    );
    const key = sql.identifier(kind.primaryKey);
    const [other] = db.all<{ id: string }>(
      sql`SELECT ${key} AS id FROM ${kind.table} WHERE ${same} AND ${key} <> ${record[kind.primaryKey]}`,
    );
    if (other) throw duplicate(kind, fields, (field) => record[field]);
  }
}

/** Each of the fields is at fault: without any one of them, the record would be another. */
function duplicate(
  kind: Kind,
  fields: readonly string[],
  valueOf: (field: string) => unknown,
): WorkspaceError {
  const [names, values] = [fields.join(' and '), fields.map((field) => valueOf(field)).join(', ')];
  return new WorkspaceError(
    'duplicate_id',
    `There is a ${kind.label} with the ${names} '${values}' already.`,
    {
      issues: fields.map((field) => ({
        pointer: `/${field}`,
        detail: `'${String(valueOf(field))}' is taken`,
      })),
      next: 'Leave the id out to get a new one, or change the record that exists with PUT or PATCH.',
    },
  );
}
