import type { KindName } from '#src/kinds/index';

/** What grows in a file, beside the counts of `summary`. */
export interface Growth {
  /** Bytes of what is written and not yet moved into the file itself. */
  readonly walBytes: number;
  /** Bytes of the kinds' tables and their indexes, without texts cut for search, keywords and vectors. Absent where SQLite was built without `dbstat`. */
  readonly structured?: Readonly<Partial<Record<KindName, number>>>;
  /** Bytes of the feed of changes with the old values that it keeps. Absent where SQLite was built without `dbstat`. */
  readonly history?: number;
  /** Names of those who have written within the last minute, the latest first. */
  readonly writers: readonly string[];
}

export interface GrowthWatch {
  growth(): Promise<Growth>;
}
