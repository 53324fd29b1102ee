import type { IndexJob } from './index-queue.ts';
import type { RecordRow } from './search-index.ts';

/** What an engine can look for in its own file, by the name of what is wrong. */
export const AUDIT_CHECKS = [
  'file_damage', // pages or indexes that contradict each other
  'keyword_damage', // the same within the keyword index
  'broken_reference', // a record that refers to one that is not there
  'unknown_record', // a record that the file has no number for
  'lost_record', // a number whose record is gone
  'orphan_section',
  'orphan_passage', // without its record, section or space
  'orphan_vector', // without its passage
  'orphan_keywords', // without a record that has text
  'orphan_name',
  'orphan_job',
  'missing_sections',
  'missing_keywords',
  'missing_vector', // a passage without one
  'damaged_vector', // of a wrong length, not a number, or not of unit length
  'outdated_text', // sections that are not those of the record's text
  'outdated_names', // what a record is called, but for what its fields say
  'not_queued', // text that is neither embedded in a space nor waits for it
] as const;
export type AuditCheck = (typeof AUDIT_CHECKS)[number];

/** What one check has found. */
export interface Flaw {
  readonly check: AuditCheck;
  /** One or more. */
  readonly count: number;
  /** Where one of them is: kind and id where there is a record. */
  readonly example: string;
  /** Why the check could not be made: a table is gone, or what it holds cannot be read. Then `count` is 1. */
  readonly fault?: string;
}

/** Bytes of the file, with what is not merged into it yet. */
export interface Vacuumed {
  readonly before: number;
  readonly after: number;
}

/** What the engine says of itself. */
export interface EngineFacts {
  /** Version of the engine. */
  readonly engine: string;
  /** Version of what it compares vectors with. */
  readonly vectors: string;
  /** Milliseconds since 1970 of the latest of the newest writes, by the clock of whoever made it; null before the first. */
  readonly newest: number | null;
}

/** Looks after the file itself. What takes long runs beside this thread, so that others are answered. */
export interface Audit {
  engine(): Promise<EngineFacts>;
  /** Every check, in the order of `AUDIT_CHECKS`. Only reads. */
  audit(): Promise<readonly Flaw[]>;
  /**
   * Mends what these checks find, in one transaction: removes what belongs to nothing, writes anew what
   * follows from a record, and queues what must be embedded again. What cannot be mended is left as it is. The
   * feed of changes is told of records that were made or deleted past the program.
   */
  repair(checks: readonly AuditCheck[]): Promise<void>;
  /** Up to `limit` records with passages in a space and without a job there, with rows above `after`, in row order. */
  indexed(space: string, after: RecordRow, limit: number): Promise<readonly IndexJob[]>;
  /** Has records embedded anew in a space; answers how many. */
  requeue(space: string, rows: readonly RecordRow[]): Promise<number>;
  /**
   * Writes the file anew without what was deleted. Reads go on meanwhile, writes wait. Codes: database_full, when
   * there is no room for the copy; database_busy.
   */
  vacuum(): Promise<Vacuumed>;
}
