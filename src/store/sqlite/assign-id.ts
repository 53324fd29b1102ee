import { sql } from 'drizzle-orm';

import { WorkspaceError } from '#src/errors';
import { counterId, counterOf, derivedId, ulidId } from '#src/kinds/ids';
import type { AnyRecord, Kind } from '#src/kinds/kind';

import type { Connection } from './connection.ts';

/**
 * The record with an id: the given one, or a new one of the kind's format. Runs in the write
 * transaction, of which there is one at a time, so that two writers never get the same number.
 */
export function assignId({ db }: Connection, kind: Kind, record: AnyRecord): AnyRecord {
  const given = record[kind.primaryKey];
  if (typeof given === 'string') {
    if (kind.id.style === 'counter') raiseCounter(db, kind.id.prefix, given);
    return record;
  }
  return { ...record, [kind.primaryKey]: newId(db, kind, record) };
}

type Db = Connection['db'];

function newId(db: Db, kind: Kind, record: AnyRecord): string {
  if (kind.id.style === 'counter') return nextFreeId(db, kind, kind.id.prefix);
  if (kind.id.style === 'given')
    throw new WorkspaceError('invalid_body', `A ${kind.label} needs its ${kind.primaryKey}.`, {
      issues: [{ pointer: `/${kind.primaryKey}`, detail: 'It is required.' }],
    });
  // A record that was changed keeps the id that it got for what it was; its unique index keeps out its like.
  const derived = derivedId(kind, record);
  if (derived !== undefined && !isTaken(db, kind, derived)) return derived;
  return ulidId(kind.id.prefix, Date.now());
}

/** An id out of the counter's reach (more digits than it counts) may be in the way: then the next one. */
function nextFreeId(db: Db, kind: Kind, prefix: string): string {
  for (;;) {
    const id = counterId(prefix, nextNumber(db, prefix));
    if (!isTaken(db, kind, id)) return id;
  }
}

const isTaken = (db: Db, kind: Kind, id: string): boolean =>
  db.all(sql`SELECT 1 FROM wm_records WHERE kind = ${kind.name} AND id = ${id} LIMIT 1`).length > 0;

function nextNumber(db: Db, prefix: string): number {
  const [row] = db.all<{ number: number }>(
    sql`INSERT INTO wm_counters (prefix, next) VALUES (${prefix}, 2)
      ON CONFLICT (prefix) DO UPDATE SET next = next + 1 RETURNING next - 1 AS number`,
  );
  return row?.number ?? 1;
}

/** A given WS-TASK-050 makes 051 the next one, so that a counter never meets an id in use. */
function raiseCounter(db: Db, prefix: string, id: string): void {
  const number = counterOf(prefix, id);
  if (number === undefined) return;
  db.run(sql`INSERT INTO wm_counters (prefix, next) VALUES (${prefix}, ${number + 1})
    ON CONFLICT (prefix) DO UPDATE SET next = max(next, excluded.next)`);
}
