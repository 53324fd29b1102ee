/** What a question of a sample got for an answer; `none`: there was nothing to ask about. */
export type Sampled = 'answered' | 'unanswered' | 'none';

/** What is known of a copy, after it was opened and read as a whole. */
export interface CopyProof {
  /** Of the file. */
  readonly bytes: number;
  readonly tables: number;
  /** Of all tables, the engine's own included. */
  readonly rows: number;
  readonly records: number;
  readonly vectors: number;
  /** SHA-256, in hexadecimal, of the schema and of every row of every table. */
  readonly hash: string;
  /** Records that refer to one that is not there, in the original too. */
  readonly broken_references: number;
  /** A word of a record, and a vector of one, looked for in the copy. */
  readonly asked: { readonly keyword: Sampled; readonly vector: Sampled };
}

/** Copies of the file while it is written. */
export interface Backups {
  /**
   * Makes a copy at a path where nothing is, of one moment, beside this thread: writes go on meanwhile. It is opened,
   * checked, compared row by row with the moment that was copied, and on the disk when this resolves; nothing is left
   * of one that failed. Codes: database_invalid, when the file is damaged or the copy is another; database_full;
   * target_unwritable; source_unreadable for a database in memory.
   */
  copyTo(path: string): Promise<CopyProof>;
}
