import { sql, type SQL } from 'drizzle-orm';

import type { PassageSpan, RecordRow, SearchIndex, StoredSection } from '#src/store/store';

import type { Connection } from './connection.ts';
import { createMatching } from './matching.ts';
import { createNearest } from './nearest.ts';
import { readHeads, textOf } from './read.ts';
import { createSearchRevision } from './search-revision.ts';
import { createSelect } from './select.ts';
import { fromBlob } from './vector-blob.ts';

type Db = Connection['db'];

/** `vectorMemory`: bytes of vectors that this process may keep. */
export function createSearchIndex(connection: Connection, vectorMemory: number): SearchIndex {
  const { db } = connection;
  const revision = createSearchRevision(connection);
  const select = createSelect(connection, revision);
  const matching = createMatching(connection);
  return {
    searchRevision: async () => revision(),
    select: async (scope) => select(scope),
    matching: async (selection, query) => matching(selection, query),
    nearest: createNearest(connection, vectorMemory),
    heads: async (rows) => readHeads(connection, rows),
    rowOf: async (kind, id) =>
      db.all<{ row: number }>(
        sql`SELECT row FROM wm_records WHERE kind = ${kind} AND id = ${id}`,
      )[0]?.row,
    sections: async (rows) => sectionsOf(connection, rows),
    spans: async (passages) => spansOf(connection, passages),
    vectors: async (row, space) => vectorsOf(db, row, space),
  };
}

const spaceNumber = (fingerprint: string): SQL =>
  sql`(SELECT space FROM wm_spaces WHERE fingerprint = ${fingerprint})`;

type SectionRow = Omit<StoredSection, 'heading'> & { readonly heading: string };

/** SQL itself, not drizzle: what every answer asks for, some tenths of a millisecond sooner. */
export const sectionsOf = ({ sqlite }: Connection, rows: readonly RecordRow[]): StoredSection[] =>
  sqlite
    .prepare<[string], SectionRow>(
      `SELECT section, row, field, heading, text, start, "end" FROM wm_sections
        WHERE row IN (SELECT value FROM json_each(?)) ORDER BY row, ordinal`,
    )
    .all(textOf(rows))
    .map((found) => ({ ...found, heading: JSON.parse(found.heading) as readonly string[] }));

const spansOf = ({ sqlite }: Connection, passages: readonly number[]): PassageSpan[] =>
  sqlite
    .prepare<[string], PassageSpan>(
      `SELECT passage, section, start, "end" FROM wm_passages
        WHERE passage IN (SELECT value FROM json_each(?))`,
    )
    .all(textOf(passages));

const vectorsOf = (db: Db, row: RecordRow, space: string): Float32Array[] =>
  db
    .all<{ embedding: Buffer }>(
      sql`SELECT v.embedding FROM wm_passages AS p JOIN wm_vectors AS v ON v.passage = p.passage
        WHERE p.space = ${spaceNumber(space)} AND p.row = ${row} ORDER BY p.ordinal`,
    )
    .map(({ embedding }) => fromBlob(embedding));
