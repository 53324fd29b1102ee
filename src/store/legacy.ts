/**
 * The port to SQLite files that other programs wrote. Types only.
 *
 * Guarantees: the file and what lies beside it are never changed, and no file is added there;
 * everything is read as of one moment; what a log beside the file holds as committed is seen,
 * what was never committed is not.
 */
export interface LegacyDatabase {
  /** In the order in which they were made. SQLite's own are left out. */
  readonly tables: readonly LegacyTable[];
  /** The rows of a table, one after the other, values in the order of its columns. Codes: database_invalid. */
  rows(table: LegacyTable): Iterable<LegacyRow>;
  close(): Promise<void>;
}

export interface LegacyTable {
  readonly name: string;
  /** Only tables have rows of their own; the others are listed so that nobody misses them. */
  readonly type: 'table' | 'view' | 'virtual';
  readonly columns: readonly string[];
  /** 0 for what is no table. */
  readonly rows: number;
}

/** What SQLite keeps. A whole number that a double cannot hold exactly is a bigint. */
export type LegacyValue = string | number | bigint | Uint8Array | null;

export type LegacyRow = readonly LegacyValue[];

/**
 * Opens a file for reading; undefined when there is none.
 * Codes: source_unreadable, database_invalid (no SQLite file, encrypted, damaged, cut off, or one
 * of workspace-memory itself), database_busy (locked, or changed all the time).
 */
export type OpenLegacy = (path: string) => Promise<LegacyDatabase | undefined>;
