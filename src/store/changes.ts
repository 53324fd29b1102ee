import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

export type ChangeOutcome = 'created' | 'updated' | 'deleted';

/** One write of one record, whichever door and process it came through. */
export interface Change {
  /** Opaque; `after` it the feed goes on with the next change. */
  readonly cursor: string;
  /** The same for all that was written in one transaction; ascending. */
  readonly batch: number;
  /** ISO time. */
  readonly at: string;
  /** The agent, user or client that wrote; else whose process it was. */
  readonly who: string;
  readonly kind: KindName;
  readonly id: string;
  readonly outcome: ChangeOutcome;
  /** Counts the writes of the record from 1 on, its deletions and what it was made again as included. */
  readonly version: number;
  /** What the record has as its etag since then; null when deleted. */
  readonly etag: string | null;
  /** Names of the fields that an update changed; empty for the other outcomes. */
  readonly changed: readonly string[];
}

export interface ChangesQuery {
  /** The change after which to begin, by its cursor, or `now`. Default: the first one. */
  readonly after?: string;
  readonly kinds?: readonly KindName[];
  readonly limit: number;
}

export interface ChangesPage {
  readonly items: readonly Change[];
  /** Where the feed goes on; also when there was nothing. */
  readonly next: string;
  /** ISO time from which on every write is in the feed. */
  readonly begins: string;
}

/** A field before and after a write. */
export interface FieldChange {
  readonly field: string;
  readonly from: unknown;
  readonly to: unknown;
}

/** A change as the history of its record tells it. */
export interface HistoryEntry extends Pick<
  Change,
  'version' | 'etag' | 'at' | 'who' | 'outcome' | 'batch'
> {
  /** What an update changed; empty for the other outcomes. */
  readonly changes: readonly FieldChange[];
  /** Its old values were forgotten. */
  readonly forgotten?: true;
}

export interface RecordKey {
  readonly kind: KindName;
  readonly id: string;
}

export interface HistoryQuery extends RecordKey {
  readonly limit: number;
  /** Only versions before this one. */
  readonly before?: number;
}

export interface History {
  /** The latest first. */
  readonly items: readonly HistoryEntry[];
  /** `before` of the next page; absent on the last one. */
  readonly next?: number;
  /** ISO time from which on the file keeps history. */
  readonly begins: string;
  /** False when the record was written before that, or its older versions were forgotten. */
  readonly complete: boolean;
}

/** A record as it was after one of its writes. */
export interface Version extends RecordKey {
  readonly version: number;
  readonly record: AnyRecord;
  /** The write that made it; absent when that was before the history begins. */
  readonly made?: HistoryEntry;
  /** The version that the record has now: this one, a later one, or that of its deletion. */
  readonly latest: number;
  /** Absent when the record is deleted. */
  readonly current?: AnyRecord;
  /** What hung on the record (tags, links) and went with it, when the next write deleted it. */
  readonly taken: readonly { readonly kind: KindName; readonly record: AnyRecord }[];
}

/** What is to be forgotten: old values of one record, or of everything that was written before a moment. */
export type Forgetting = { readonly record: RecordKey } | { readonly before: string };

/** What has been written, in order, and how records were before. */
export interface Changes {
  /**
   * Writes in the order of their commits: whoever goes on with `next` gets each once and misses none.
   * Codes: invalid_cursor for what is no cursor, feed_lost for one of another file or of a state that this file no longer has (a backup was restored).
   */
  changes(query: ChangesQuery): Promise<ChangesPage>;
  /** Undefined for a record that nothing is known of. */
  history(query: HistoryQuery): Promise<History | undefined>;
  /** Undefined for a version that is not known, or that was the record's deletion. */
  version(key: RecordKey, version: number): Promise<Version | undefined>;
  /** Drops old values, so that versions cannot be told or restored any more; the feed stays. Answers how many. */
  forget(what: Forgetting): Promise<number>;
}
