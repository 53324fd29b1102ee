import type { KindName } from '#src/kinds/index';

/** What grows in a file, beside the counts of `summary`. */
export interface Growth {
  /** Bytes of what is written and not yet moved into the file itself. */
  readonly walBytes: number;
  /** Bytes of the kinds' tables and their indexes, without texts cut for search, keywords and vectors. Absent when it was not measured. */
  readonly structured?: Readonly<Partial<Record<KindName, number>>>;
  /** Names of those who have written within the last minute, the latest first. */
  readonly writers: readonly string[];
}

export interface GrowthQuery {
  /** Measure the tables only in a file of more bytes than this: until then they cannot be larger either. */
  readonly measureBeyond: number;
}

export interface GrowthWatch {
  growth(query: GrowthQuery): Promise<Growth>;
}
