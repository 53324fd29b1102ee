import { inArray, sql } from 'drizzle-orm';

import type { RecordRow } from '#src/store/store';

import type { Connection } from './connection.ts';
import { readHeads } from './read.ts';
import { staleKeywords } from './schema.ts';
import { sectionsOf } from './search-index.ts';
import { writeKeywords } from './write-text.ts';

/** Records at a time: a document can be megabytes. */
const GROUP = 200;

/**
 * Writes the keyword rows anew that a migration has found to be by older rules, group by group, each
 * in a transaction: another process may open the same file, and a start that is broken off goes on
 * with the next one. Nothing is embedded anew.
 */
export function renewKeywords(connection: Connection): void {
  while (staleIn(connection).length > 0)
    connection.sqlite
      .transaction(() => {
        renew(connection, staleIn(connection));
      })
      .immediate();
}

const staleIn = ({ db }: Connection): readonly RecordRow[] =>
  db
    .select()
    .from(staleKeywords)
    .limit(GROUP)
    .all()
    .map(({ row }) => row);

function renew(connection: Connection, rows: readonly RecordRow[]): void {
  const { db } = connection;
  const heads = readHeads(connection, rows);
  const sections = sectionsOf(connection, rows);
  for (const { row, title } of heads.values()) {
    const own = sections.filter((section) => section.row === row);
    db.run(sql`DELETE FROM wm_keywords WHERE rowid = ${row}`);
    if (own.length > 0) writeKeywords(db, row, { title, sections: own });
  }
  db.delete(staleKeywords)
    .where(inArray(staleKeywords.row, [...rows]))
    .run();
}
