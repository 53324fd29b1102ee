import { sql } from 'drizzle-orm';

import { kindOf, type KindName } from '#src/kinds/index';
import type { AuditCheck } from '#src/store/audit';
import type { RecordRow } from '#src/store/store';

import { knowUnits, outdatedRows } from './audit-file.ts';
import { SQL_CHECKS, UNKNOWN_RECORDS, WITHOUT_TEXT } from './audit-sql.ts';
import { firstVersion } from './change-log.ts';
import type { Connection } from './connection.ts';
import { writeNames } from './names.ts';
import { among, readStored } from './read.ts';
import { records } from './schema.ts';
import { searchableOf } from './searchable.ts';
import { writeText } from './write-text.ts';

type Rewrite = (connection: Connection) => void;

/** What SQL alone cannot mend: what follows from a record is made of it anew. */
const REWRITES: Readonly<Partial<Record<AuditCheck, Rewrite>>> = {
  keyword_damage: (connection) => {
    connection.sqlite.exec(`INSERT INTO wm_keywords(wm_keywords) VALUES ('delete-all')`);
    rewriteRows(connection, WITHOUT_TEXT.missing_keywords);
  },
  unknown_record: (connection) => {
    const unknown = connection.sqlite.prepare<[], RecordRef>(UNKNOWN_RECORDS).all();
    for (const record of unknown) register(connection, record);
  },
  missing_sections: (connection) => rewriteRows(connection, WITHOUT_TEXT.missing_sections),
  missing_keywords: (connection) => rewriteRows(connection, WITHOUT_TEXT.missing_keywords),
};

/** See `Audit.repair`. */
export async function repair(connection: Connection, checks: readonly AuditCheck[]): Promise<void> {
  knowUnits(connection.sqlite);
  const outdated = checks.includes('outdated_text') ? await outdatedRows(connection.sqlite) : [];
  connection.sqlite
    .transaction(() => {
      for (const check of checks) mend(connection, check);
      for (const { row } of outdated) rewrite(connection, row);
    })
    .immediate();
}

function mend(connection: Connection, check: AuditCheck): void {
  const now = Date.now();
  for (const statement of SQL_CHECKS[check]?.fix ?? [])
    connection.sqlite.prepare(statement).run(...(statement.includes(':now') ? [{ now }] : []));
  REWRITES[check]?.(connection);
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

/** Gives a record a number again; what hangs on it follows. */
function register(connection: Connection, { kind, id }: RecordRef): void {
  const version = firstVersion(connection, kind, id);
  const updated_at = new Date().toISOString();
  const { lastInsertRowid } = connection.db
    .insert(records)
    .values({ kind, id, version, updated_at, text_hash: null })
    .run();
  rewrite(connection, Number(lastInsertRowid));
}

function rewriteRows(connection: Connection, rows: string): void {
  for (const { row } of connection.sqlite.prepare<[], { row: number }>(rows).all())
    rewrite(connection, row);
}

/** Sections, keywords and names of a record, as its text is now. */
function rewrite(connection: Connection, row: RecordRow): void {
  const { db } = connection;
  const [known] = db.all<RecordRef>(sql`SELECT kind, id FROM wm_records WHERE row = ${row}`);
  const stored = known && readStored(connection, known.kind, known.id);
  if (!stored) return;
  const { kind, record } = stored;
  const text = searchableOf(kindOf(kind), record);
  db.run(sql`UPDATE wm_records SET text_hash = ${text?.hash ?? null} WHERE row = ${row}`);
  db.run(sql`DELETE FROM wm_names WHERE row = ${row}`);
  writeNames(connection, { row, kind }, { record });
  writeText(connection, row, text);
}
