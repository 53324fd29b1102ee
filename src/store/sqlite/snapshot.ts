import Sqlite from 'better-sqlite3';
import { drizzle } from 'drizzle-orm/better-sqlite3';

import type { Snapshot } from '#src/store/store';

import type { Connection } from './connection.ts';
import { guarded } from './guarded.ts';
import { listRecords } from './list.ts';

/** A read transaction on a connection of its own: in WAL mode it neither waits for a writer nor holds one up. */
export function openSnapshot({ sqlite }: Connection, path: string): Snapshot {
  const reader = sqlite.memory ? new Sqlite(sqlite.serialize()) : reading(path);
  const connection = { sqlite: reader, db: drizzle(reader) };
  const snapshot: Snapshot = {
    list: async (query) => listRecords(connection, query),
    close: async () => {
      reader.close();
    },
  };
  return guarded({ ...snapshot }, path);
}

/** The moment is fixed by the first read, not by BEGIN. */
function reading(path: string): Sqlite.Database {
  const reader = new Sqlite(path, { readonly: true });
  reader.exec('BEGIN; SELECT 1 FROM sqlite_schema LIMIT 1');
  return reader;
}
