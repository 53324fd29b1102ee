import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';

import type { ListQuery, Snapshot } from '#src/store/store';

import { closingOnError, type Connection } from './connection.ts';
import { guarded } from './guarded.ts';
import { lineageOf } from './lineage.ts';
import { listRecords } from './list.ts';
import { readAll } from './read-all.ts';

/** A read transaction on a connection of its own: in WAL mode it neither waits for a writer nor holds one up. */
export function openSnapshot({ sqlite }: Connection, path: string): Snapshot {
  const reader = sqlite.memory ? new Sqlite(sqlite.serialize()) : reading(path);
  const connection = { sqlite: reader, db: drizzle(reader) };
  const guardedReads = guarded(
    {
      revision: async () => revisionOf(reader),
      list: async (query: ListQuery) => listRecords(connection, query),
      close: async () => {
        reader.close();
      },
    },
    path,
  );
  return { ...guardedReads, read: (query) => readAll(connection, query) };
}

/**
 * Row numbers are never used again, so that the highest one tells of every record that was made; with it
 * unchanged, a smaller number of rows tells of deletions, and otherwise a larger sum of versions of changes.
 * A file that was written anew from a backup begins all of these again, which its lineage tells.
 */
function revisionOf(reader: Sqlite.Database): string {
  const marks = reader
    .prepare<[], readonly number[]>(
      `SELECT (SELECT seq FROM sqlite_sequence WHERE name = 'wm_records'), count(*), total(version)
       FROM wm_records`,
    )
    .raw()
    .get();
  return [lineageOf(reader), ...(marks ?? []).map((mark) => mark ?? 0)].join('-');
}

/** The moment is fixed by the first read, not by BEGIN. */
function reading(path: string): Sqlite.Database {
  const reader = new Sqlite(path, { readonly: true });
  return closingOnError(reader, () => reader.exec('BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1'));
}
