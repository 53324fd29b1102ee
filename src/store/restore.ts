import type { CopyProof } from './backup.ts';

export interface RestoreRequest {
  /** The backup, or any database of this program; it is only read. */
  readonly source: string;
  /** The database file that becomes what the backup holds. */
  readonly target: string;
  /** Folder of the migrations: a backup of an older version is brought up to date. */
  readonly migrations: string;
  /** Whether a database that is there is put aside. */
  readonly force: boolean;
}

/** What was restored, looked at before it took its place. */
export interface Restored extends Pick<
  CopyProof,
  'bytes' | 'records' | 'vectors' | 'broken_references' | 'asked'
> {
  readonly target: string;
  /** Where the database that was there is now. */
  readonly kept?: string;
}

/**
 * Puts a backup in a database's place; whatever fails leaves that as it was. Codes: source_unreadable; database_invalid, when the
 * backup is damaged or none of ours; database_newer; duplicate_id without `force`; database_busy while another process has the
 * database open; database_full; invalid_query when both are one file.
 */
export type RestoreFile = (request: RestoreRequest) => Promise<Restored>;
