import type { Database } from 'better-sqlite3';

/**
 * Changes when the whole file was written anew: SQLite's backup and VACUUM raise the number of the
 * schema, so that every connection reads it again. What was counted or kept before says nothing of
 * such a file, in which numbers may have been used again for something else.
 */
export const lineageOf = (sqlite: Database): number =>
  Number(sqlite.prepare('PRAGMA schema_version').pluck().get());
