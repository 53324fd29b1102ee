import type { Database } from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';

import { kindNames, kindOf } from '#src/kinds/index';
import { AUDIT_CHECKS, type AuditCheck, type Flaw } from '#src/store/audit';

import { SQL_CHECKS } from './audit-sql.ts';
import type { Connection } from './connection.ts';
import { readAll } from './read-all.ts';
import { searchableOf } from './searchable.ts';
import { fromBlob } from './vector-blob.ts';

type Found = Omit<Flaw, 'check'> | undefined;

/** Messages of SQLite's own check that are read. */
const MESSAGES = 100;
/** How far a vector's length may be from 1: single precision, summed over a thousand dimensions. */
const TOLERANCE = 1e-3;

/** Every check on a connection, in order. */
export async function auditFile({ sqlite }: Pick<Connection, 'sqlite'>): Promise<readonly Flaw[]> {
  knowUnits(sqlite);
  const special = await specialChecks(sqlite);
  return AUDIT_CHECKS.flatMap((check) => {
    const sql = SQL_CHECKS[check];
    const found = sql ? unlessDamaged(() => counted(sqlite, sql.bad)) : special[check];
    return found ? [{ check, ...found }] : [];
  });
}

/** Where pages are damaged, `file_damage` says so, and whatever else can be read is told beside it. */
function unlessDamaged<T>(look: () => T): T | undefined {
  try {
    return look();
  } catch (error) {
    if (isDamage(error)) return undefined;
    throw error;
  }
}

const isDamage = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && String(error.code).startsWith('SQLITE_CORRUPT');

/** `wm_is_unit(embedding, dimensions)`: 1 for a vector that can be compared. */
export function knowUnits(sqlite: Database): void {
  sqlite.function(
    'wm_is_unit',
    { deterministic: true },
    (embedding: unknown, dimensions: unknown) => (isUnit(embedding, Number(dimensions)) ? 1 : 0),
  );
}

function isUnit(embedding: unknown, dimensions: number): boolean {
  const bytes = dimensions * Float32Array.BYTES_PER_ELEMENT;
  if (!Buffer.isBuffer(embedding) || embedding.length !== bytes) return false;
  const squares = fromBlob(embedding).reduce((sum, value) => sum + value * value, 0);
  return Math.abs(Math.sqrt(squares) - 1) <= TOLERANCE;
}

function counted(sqlite: Database, bad: string): Found {
  const { count, example } = sqlite
    .prepare<[], { count: number; example: string | null }>(
      `SELECT count(*) AS count, min(example) AS example FROM (${bad})`,
    )
    .get() ?? { count: 0, example: null };
  return count === 0 ? undefined : { count, example: example ?? '' };
}

async function specialChecks(
  sqlite: Database,
): Promise<Readonly<Partial<Record<AuditCheck, Found>>>> {
  const messages = integrityOf(sqlite);
  const ofKeywords = messages.filter((message) => message.includes('wm_keywords'));
  const outdated = await outdatedRows(sqlite).catch((error: unknown) => {
    if (isDamage(error)) return [];
    throw error;
  });
  return {
    file_damage: firstOf(messages.filter((message) => !ofKeywords.includes(message))),
    keyword_damage: firstOf(ofKeywords),
    broken_reference: firstOf(brokenReferences(sqlite)),
    outdated_text: firstOf(outdated.map(({ place }) => place)),
  };
}

const firstOf = (all: readonly string[]): Found =>
  all[0] === undefined ? undefined : { count: all.length, example: all[0] };

const integrityOf = (sqlite: Database): readonly string[] =>
  sqlite
    .prepare<[], { integrity_check: string }>(`PRAGMA integrity_check(${String(MESSAGES)})`)
    .all()
    .map((row) => row.integrity_check)
    .filter((message) => message !== 'ok');

interface Broken {
  readonly table: string;
  readonly rowid: number;
  readonly parent: string;
}

/** Of the engine's own tables there are checks of their own. */
const brokenReferences = (sqlite: Database): readonly string[] =>
  sqlite
    .prepare<[], Broken>('PRAGMA foreign_key_check')
    .all()
    .filter(({ table }) => !table.startsWith('wm_'))
    .map(({ table, rowid, parent }) => `${table} row ${String(rowid)}, into ${parent}`);

interface Outdated {
  readonly row: number;
  readonly place: string;
}

/** Records whose text is not the one that was cut: changed past this program, or cut by another version of it. */
export async function outdatedRows(sqlite: Database): Promise<readonly Outdated[]> {
  const hashes = sqlite.prepare<[string, string], { row: number; text_hash: string | null }>(
    'SELECT row, text_hash FROM wm_records WHERE kind = ? AND id = ?',
  );
  const found: Outdated[] = [];
  for (const name of kindNames) {
    const kind = kindOf(name);
    if (!kind.passages) continue;
    for await (const group of readAll({ sqlite, db: drizzle(sqlite) }, { kind: name, sort: [] }))
      for (const record of group) {
        const id = String(record[kind.primaryKey]);
        const known = hashes.get(name, id);
        const hash = searchableOf(kind, record)?.hash ?? null;
        if (known && known.text_hash !== hash)
          found.push({ row: known.row, place: `${name} ${id}` });
      }
  }
  return found;
}
