import Sqlite, { type Database } from 'better-sqlite3';

import { AUDIT_CHECKS, type AuditCheck, type Flaw } from '#src/store/audit';

import { outdatedRows } from './audit-outdated.ts';
import { DANGLING_ENDS, SQL_CHECKS } from './audit-sql.ts';
import type { Connection } from './connection.ts';
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
    const found = sql ? orFault(() => counted(sqlite, sql.bad)) : special[check];
    return found ? [{ check, ...found }] : [];
  });
}

/** What cannot be looked for is found, too: as why it cannot. */
function orFault(look: () => Found): Found {
  try {
    return look();
  } catch (error) {
    return faultOf(error);
  }
}

/** Nothing is said of the file when another process holds it up. */
function faultOf(error: unknown): Found {
  if (error instanceof Sqlite.SqliteError && error.code.startsWith('SQLITE_BUSY')) throw error;
  return { count: 1, example: '', fault: error instanceof Error ? error.message : String(error) };
}

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

async function specialChecks(sqlite: Database): Promise<Special> {
  return {
    ...pages(sqlite),
    broken_reference: orFault(() =>
      firstOf([...brokenReferences(sqlite), ...danglingEnds(sqlite)]),
    ),
    ...(await outdatedOf(sqlite)),
  };
}

type Special = Readonly<Partial<Record<AuditCheck, Found>>>;

function pages(sqlite: Database): Special {
  try {
    const messages = integrityOf(sqlite);
    const ofKeywords = messages.filter((message) => message.includes('wm_keywords'));
    return {
      file_damage: firstOf(messages.filter((message) => !ofKeywords.includes(message))),
      keyword_damage: firstOf(ofKeywords),
    };
  } catch (error) {
    return { file_damage: faultOf(error) };
  }
}

async function outdatedOf(sqlite: Database): Promise<Special> {
  try {
    const outdated = await outdatedRows(sqlite);
    return {
      outdated_text: firstOf(outdated.flatMap(({ place, text }) => (text ? place : []))),
      outdated_names: firstOf(outdated.flatMap(({ place, names }) => (names ? place : []))),
    };
  } catch (error) {
    return { outdated_text: faultOf(error) };
  }
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

/** Ends of tags and links, which name a kind and an id. */
const danglingEnds = (sqlite: Database): readonly string[] =>
  sqlite.prepare<[], string>(DANGLING_ENDS).pluck().all();
