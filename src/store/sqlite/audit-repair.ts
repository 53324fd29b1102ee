import { randomUUID } from 'node:crypto';

import { eq, sql } from 'drizzle-orm';

import { kindOf, type KindName } from '#src/kinds/index';
import type { AuditCheck } from '#src/store/audit';
import type { RecordRow } from '#src/store/store';

import { knowUnits } from './audit-file.ts';
import { outdatedRows } from './audit-outdated.ts';
import { removeAttached } from './attached.ts';
import { SQL_CHECKS, LOST_RECORDS, UNKNOWN_RECORDS, WITHOUT_TEXT } from './audit-sql.ts';
import { createChangeLog, firstVersion, ownerOfProcess, type ChangeLog } from './change-log.ts';
import type { Connection } from './connection.ts';
import { writeNames } from './names.ts';
import { among, readStored, type StoredRow } from './read.ts';
import { records } from './schema.ts';
import { searchableOf } from './searchable.ts';
import { writeText } from './write-text.ts';

type Rewrite = (connection: Connection, log: ChangeLog) => void;

/** What SQL alone cannot mend: what follows from a record is made of it anew. */
const REWRITES: Readonly<Partial<Record<AuditCheck, Rewrite>>> = {
  keyword_damage: (connection) => {
    beginKeywords(connection.sqlite);
    rewriteRows(connection, WITHOUT_TEXT.missing_keywords);
  },
  unknown_record: (connection, log) => {
    const unknown = connection.sqlite.prepare<[], RecordRef>(UNKNOWN_RECORDS).all();
    for (const record of unknown) register(connection, record, log);
  },
  lost_record: strikeOff,
  missing_sections: (connection) => rewriteRows(connection, WITHOUT_TEXT.missing_sections),
  missing_keywords: (connection) => rewriteRows(connection, WITHOUT_TEXT.missing_keywords),
};

/** Another mark for the keyword index: begun again, it may come to look as it did with other words in it. */
const MARK_KEYWORDS = `INSERT INTO wm_file (name, value) VALUES ('keywords', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`;

/** Empties the keyword index; whoever keeps something of it in memory is told by `keyword-reader.ts`. */
function beginKeywords(sqlite: Connection['sqlite']): void {
  sqlite.exec(`INSERT INTO wm_keywords(wm_keywords) VALUES ('delete-all')`);
  sqlite.prepare(MARK_KEYWORDS).run(randomUUID());
}

/** See `Audit.repair`. */
export async function repair(connection: Connection, checks: readonly AuditCheck[]): Promise<void> {
  knowUnits(connection.sqlite);
  const [ofText, ofNames] = [checks.includes('outdated_text'), checks.includes('outdated_names')];
  const outdated = ofText || ofNames ? await outdatedRows(connection.sqlite) : [];
  connection.sqlite
    .transaction(() => {
      const log = createChangeLog(connection, ownerOfProcess());
      for (const check of checks) mend(connection, check, log);
      for (const { row, text, names } of outdated)
        if (text && ofText) rewrite(connection, row);
        else if (names && ofNames) rename(connection, row);
    })
    .immediate();
}

function mend(connection: Connection, check: AuditCheck, log: ChangeLog): void {
  const now = Date.now();
  for (const statement of SQL_CHECKS[check]?.fix ?? [])
    connection.sqlite.prepare(statement).run(...(statement.includes(':now') ? [{ now }] : []));
  REWRITES[check]?.(connection, log);
}

/** Has records embedded anew in a space. */
export function requeue({ db }: Connection, space: string, rows: readonly RecordRow[]): number {
  return db.run(sql`INSERT INTO wm_jobs (space, row, due_at, attempts)
    SELECT s.space, r.row, ${Date.now()}, 0 FROM wm_spaces AS s JOIN wm_records AS r
    WHERE s.fingerprint = ${space} AND r.row IN ${among(rows)} AND r.text_hash IS NOT NULL
    ON CONFLICT (space, row) DO UPDATE SET due_at = excluded.due_at, attempts = 0, reason = NULL`)
    .changes;
}

interface RecordRef {
  readonly kind: KindName;
  readonly id: string;
}

/** Gives a record a number again; what hangs on it follows. Whoever follows the feed has not heard of it yet. */
function register(connection: Connection, { kind, id }: RecordRef, log: ChangeLog): void {
  const version = firstVersion(connection, kind, id);
  const updated_at = new Date().toISOString();
  const { lastInsertRowid } = connection.db
    .insert(records)
    .values({ kind, id, version, updated_at, text_hash: null })
    .run();
  const row = Number(lastInsertRowid);
  rewrite(connection, row);
  log.add({ kind, id, row, version, outcome: 'created' });
}

interface LostRecord extends RecordRef {
  readonly row: RecordRow;
  readonly version: number;
}

/** Carries out what is left of a deletion; what the record was is not known any more. */
function strikeOff(connection: Connection, log: ChangeLog): void {
  const lost = connection.sqlite.prepare<[], LostRecord>(LOST_RECORDS).all();
  for (const { row, version, kind, id } of lost) {
    connection.db.delete(records).where(eq(records.row, row)).run();
    log.add({ kind, id, row, version: version + 1, outcome: 'deleted' });
  }
  for (const { entry } of removeAttached(connection, lost, () => false)) if (entry) log.add(entry);
}

function rewriteRows(connection: Connection, rows: string): void {
  for (const { row } of connection.sqlite.prepare<[], { row: number }>(rows).all())
    rewrite(connection, row);
}

/** Sections, keywords and names of a record, as its text is now. */
function rewrite(connection: Connection, row: RecordRow): void {
  const stored = rename(connection, row);
  if (!stored) return;
  const text = searchableOf(kindOf(stored.kind), stored.record);
  connection.db.run(
    sql`UPDATE wm_records SET text_hash = ${text?.hash ?? null} WHERE row = ${row}`,
  );
  writeText(connection, row, text);
}

/** Names a record anew, and answers it where it is still there. */
function rename(connection: Connection, row: RecordRow): StoredRow | undefined {
  const { db } = connection;
  const [known] = db.all<RecordRef>(sql`SELECT kind, id FROM wm_records WHERE row = ${row}`);
  const stored = known && readStored(connection, known.kind, known.id);
  if (!stored) return undefined;
  db.run(sql`DELETE FROM wm_names WHERE row = ${row}`);
  writeNames(connection, { row, kind: stored.kind }, { record: stored.record });
  return stored;
}
