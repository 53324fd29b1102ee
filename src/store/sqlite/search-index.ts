import { sql, type SQL } from 'drizzle-orm';

import type {
  KeywordMatches,
  KeywordQuery,
  PassageSpan,
  RecordRow,
  SearchIndex,
  Selection,
  StoredSection,
  TextScope,
} from '#src/store/store';

import type { Connection } from './connection.ts';
import { anyOf } from './match-expression.ts';
import { createNearest } from './nearest.ts';
import { among, readHeads } from './read.ts';
import { isWhole, scopeSql } from './scope-sql.ts';
import { createSearchRevision } from './search-revision.ts';
import { rememberSelections } from './selections.ts';
import { fromBlob } from './vector-blob.ts';

/** BM25 weights of title, headings, body and identifier parts. */
const WEIGHTS = sql.raw('5.0, 1.0, 1.0, 0.5');

type Db = Connection['db'];

/** `vectorMemory`: bytes of vectors that this process may keep. */
export function createSearchIndex(connection: Connection, vectorMemory: number): SearchIndex {
  const { db } = connection;
  const revision = createSearchRevision(connection);
  const selectionOf = rememberSelections((scope) => select(db, scope), revision);
  return {
    searchRevision: async () => revision(),
    select: async (scope) => selectionOf(scope),
    matching: async (selection, query) => matching(db, selection, query),
    nearest: createNearest(connection, vectorMemory),
    heads: async (rows) => readHeads(connection, rows),
    rowOf: async (kind, id) =>
      db.all<{ row: number }>(
        sql`SELECT row FROM wm_records WHERE kind = ${kind} AND id = ${id}`,
      )[0]?.row,
    sections: async (rows) => sectionsOf(db, rows),
    spans: async (passages) => spansOf(db, passages),
    vectors: async (row, space) => vectorsOf(db, row, space),
  };
}

/** One text instead of a row of the answer for each: fifty thousand values take 3 ms, not 15. */
function select(db: Db, scope: TextScope): Selection {
  const [rows] = db.values<[string]>(
    sql`SELECT json_group_array(row) FROM (SELECT row FROM (${scopeSql(scope)}) ORDER BY row)`,
  );
  return { rows: JSON.parse(rows?.[0] ?? '[]') as readonly RecordRow[], whole: isWhole(scope) };
}

const within = (column: SQL, { rows, whole }: Selection): SQL =>
  whole ? sql`` : sql`AND ${column} IN ${among(rows)}`;

const spaceNumber = (fingerprint: string): SQL =>
  sql`(SELECT space FROM wm_spaces WHERE fingerprint = ${fingerprint})`;

const NO_MATCHES: KeywordMatches = { rows: [], scores: new Float64Array() };

/** Scores are read as whole numbers of this part: a word that half of all records have scores some millionths. */
const PARTS = 1e12;

/**
 * Two texts instead of a row of the answer for each match: that took longer than to score them.
 * `+rowid`: left to itself, SQLite asks the keyword index anew for each row of the scope (minutes at 4,000 records).
 */
function matching(db: Db, selection: Selection, query: KeywordQuery): KeywordMatches {
  const expression = anyOf(query.any);
  if (expression === '') return NO_MATCHES;
  const [found] = db.values<[string, string]>(
    sql`SELECT json_group_array(row), json_group_array(score) FROM (
      SELECT rowid AS row, CAST(-bm25(wm_keywords, ${WEIGHTS}) * ${PARTS} AS INTEGER) AS score
        FROM wm_keywords
        WHERE wm_keywords MATCH ${expression} ${within(sql`+rowid`, selection)} ORDER BY rowid)`,
  );
  const [rows, scores] = (found ?? ['[]', '[]']).map((text) => JSON.parse(text) as number[]);
  return { rows: rows ?? [], scores: Float64Array.from(scores ?? [], (score) => score / PARTS) };
}

type SectionRow = Omit<StoredSection, 'heading'> & { readonly heading: string };

export const sectionsOf = (db: Db, rows: readonly RecordRow[]): StoredSection[] =>
  db
    .all<SectionRow>(
      sql`SELECT section, row, field, heading, text, start, "end" FROM wm_sections
        WHERE row IN ${among(rows)} ORDER BY row, ordinal`,
    )
    .map((found) => ({ ...found, heading: JSON.parse(found.heading) as readonly string[] }));

const spansOf = (db: Db, passages: readonly number[]): PassageSpan[] =>
  db.all<PassageSpan>(
    sql`SELECT passage, section, start, "end" FROM wm_passages WHERE passage IN ${among(passages)}`,
  );

const vectorsOf = (db: Db, row: RecordRow, space: string): Float32Array[] =>
  db
    .all<{ embedding: Buffer }>(
      sql`SELECT v.embedding FROM wm_passages AS p JOIN wm_vectors AS v ON v.passage = p.passage
        WHERE p.space = ${spaceNumber(space)} AND p.row = ${row} ORDER BY p.ordinal`,
    )
    .map(({ embedding }) => fromBlob(embedding));
