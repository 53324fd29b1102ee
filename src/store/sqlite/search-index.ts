import { sql, type SQL } from 'drizzle-orm';

import type {
  KeywordMatch,
  KeywordQuery,
  Place,
  PassageSpan,
  RecordRow,
  SearchIndex,
  Selection,
  StoredSection,
  TextScope,
  VectorMatch,
} from '#src/store/store';

import type { Connection } from './connection.ts';
import { anyOf } from './match-expression.ts';
import { among, readHeads } from './read.ts';
import { isWhole, scopeSql } from './scope-sql.ts';
import { fromBlob, toBlob } from './vector-blob.ts';

/** BM25 weights of title, headings, body and identifier parts. */
const WEIGHTS = sql.raw('2.0, 1.0, 1.0, 0.5');

type Db = Connection['db'];

export function createSearchIndex(connection: Connection): SearchIndex {
  const { db } = connection;
  return {
    select: async (scope) => select(db, scope),
    matching: async (selection, query, limit) => matching(db, { selection, limit }, query),
    nearest: async (selection, to, limit) => nearest(db, { selection, limit }, to),
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

interface Ranking {
  readonly selection: Selection;
  readonly limit: number | undefined;
}

const limited = (limit: number | undefined): SQL =>
  limit === undefined ? sql`` : sql`LIMIT ${limit}`;

function select(db: Db, scope: TextScope): Selection {
  const rows = db
    .values<[number]>(sql`SELECT row FROM (${scopeSql(scope)}) ORDER BY row`)
    .map(([row]) => row);
  return { rows, whole: isWhole(scope) };
}

const within = (column: SQL, { rows, whole }: Selection): SQL =>
  whole ? sql`` : sql`AND ${column} IN ${among(rows)}`;

const spaceNumber = (fingerprint: string): SQL =>
  sql`(SELECT space FROM wm_spaces WHERE fingerprint = ${fingerprint})`;

/** `+rowid`: left to itself, SQLite asks the keyword index anew for each row of the scope (minutes at 4,000 records). */
function matching(db: Db, { selection, limit }: Ranking, query: KeywordQuery): KeywordMatch[] {
  const expression = anyOf(query.any);
  if (expression === '') return [];
  return db
    .values<[number, number]>(
      sql`SELECT rowid, -bm25(wm_keywords, ${WEIGHTS}) AS score FROM wm_keywords
        WHERE wm_keywords MATCH ${expression} ${within(sql`+rowid`, selection)}
        ORDER BY score DESC, rowid ${limited(limit)}`,
    )
    .map(([row, score]) => ({ row, score }));
}

/**
 * Exact over the scope: every passage in it is compared. L2 on unit vectors ranks as cosine
 * does and is a fifth faster; cosine = 1 - L2² / 2. SQLite takes `passage` from the row of the minimum.
 */
function nearest(db: Db, { selection, limit }: Ranking, { space, vector }: Place): VectorMatch[] {
  return db
    .values<[number, number, number, number]>(
      sql`SELECT row, passage, min(distance) AS nearest, avg(distance * distance) FROM (
          SELECT p.row, p.passage, vec_distance_L2(v.embedding, ${toBlob(vector)}) AS distance
          FROM wm_passages AS p JOIN wm_vectors AS v ON v.passage = p.passage
          WHERE p.space = ${spaceNumber(space)} ${within(sql`p.row`, selection)})
        GROUP BY row ORDER BY nearest, row ${limited(limit)}`,
    )
    .map(([row, passage, distance, squares]) => ({
      ...{ row, passage },
      similarity: 1 - distance ** 2 / 2,
      mean: 1 - squares / 2,
    }));
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
