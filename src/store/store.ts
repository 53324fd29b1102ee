import type { Operator } from '#src/kinds/field';
import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

/**
 * The port to what is kept. Types only.
 *
 * Guarantees of every engine, held by `test/contract/store.ts`:
 * - `write` applies all operations of a batch or none, and returns after they are durable;
 * - a record, its sections, its keyword rows and its index jobs change in one transaction;
 * - a scope is data; an engine never sees SQL from outside, and never builds SQL from values;
 * - order is total: equal sort keys are ordered by id, so that cursors neither repeat nor skip.
 * Errors are `WorkspaceError`s; each method names its codes.
 */
export interface Store extends Records, SearchIndex, IndexQueue, Spaces {
  /** Counts for a status line; never more than a few milliseconds. */
  summary(): Promise<Summary>;
  close(): Promise<void>;
}

// ---- scope -----------------------------------------------------------------------------------

export type Scalar = string | number | boolean;

/** One comparison. `value` is an array for `in` and `nin`, a boolean for `null`. */
export interface Comparison {
  readonly field: string;
  readonly op: Operator;
  readonly value: Scalar | readonly Scalar[];
}

/** A checked filter: fields and operators are known, values have the field's type. */
export type Filter =
  | Comparison
  | { readonly and: readonly Filter[] }
  | { readonly or: readonly Filter[] }
  | { readonly not: Filter };

/**
 * The records that a query is about. A comparison names a field or a facet of a kind; a kind
 * that has neither matches nothing, except `null=true` and the negations.
 */
export interface Scope {
  readonly kinds: readonly KindName[];
  readonly where?: Filter;
}

// ---- records ---------------------------------------------------------------------------------

export type IndexState = 'current' | 'queued' | 'failed' | 'none';

/** A record with what the store knows about it. */
export interface Stored {
  readonly kind: KindName;
  readonly id: string;
  /** Opaque; changes with every write, and is never used again after a delete. */
  readonly etag: string;
  /** Whether its passages are embedded in the current space; `none` when it has no text. */
  readonly index: IndexState;
  readonly record: AnyRecord;
}

export interface SortKey {
  readonly field: string;
  readonly descending: boolean;
}

/** Sort values and id of the last row of a page. */
export interface Keyset {
  readonly values: readonly (Scalar | null)[];
  readonly id: string;
}

export interface ListQuery {
  readonly kind: KindName;
  readonly where?: Filter;
  readonly sort: readonly SortKey[];
  readonly limit: number;
  readonly after?: Keyset;
}

export interface ListPage {
  readonly items: readonly AnyRecord[];
  /** Records that match, on all pages. */
  readonly total: number;
  /** Where the next page starts; absent on the last one. */
  readonly next?: Keyset;
}

/** Values are checked by the kind's schemas before they come here. `ifMatch` is an etag, or `*` for "must exist". */
export type WriteOperation =
  | { readonly op: 'create'; readonly kind: KindName; readonly value: AnyRecord }
  | {
      readonly op: 'put';
      readonly kind: KindName;
      readonly id: string;
      readonly value: AnyRecord;
      readonly ifMatch?: string;
      /** If-None-Match: * — only when it does not exist. */
      readonly ifAbsent?: boolean;
    }
  | {
      readonly op: 'patch';
      readonly kind: KindName;
      readonly id: string;
      readonly value: AnyRecord;
      readonly ifMatch?: string;
    }
  | {
      readonly op: 'delete';
      readonly kind: KindName;
      readonly id: string;
      readonly ifMatch?: string;
    };

export interface WriteBatch {
  readonly operations: readonly WriteOperation[];
  /** Kept with the batch's results for a day; the same key and digest replays them, another digest is `idempotency_mismatch`. */
  readonly idempotency?: { readonly key: string; readonly digest: string };
}

export interface WriteOutcome {
  readonly kind: KindName;
  readonly id: string;
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'deleted';
  /** Absent when deleted. */
  readonly stored?: Stored;
}

export interface WriteReceipt {
  readonly outcomes: readonly WriteOutcome[];
  /** True when the results are those of an earlier batch with the same idempotency key. */
  readonly replayed: boolean;
}

export interface Records {
  list(query: ListQuery): Promise<ListPage>;
  get(kind: KindName, id: string): Promise<Stored | undefined>;
  /** Found records in the order of `ids`; missing ones are left out. */
  getMany(kind: KindName, ids: readonly string[]): Promise<readonly Stored[]>;
  /** Codes: not_found, duplicate_id, broken_reference, precondition_failed, idempotency_mismatch, database_busy, database_read_only. A fault names its operation with the pointer `/<index>`. */
  write(batch: WriteBatch): Promise<WriteReceipt>;
}

// ---- search ----------------------------------------------------------------------------------

/** A word or a quoted phrase, as people wrote it; the engine cuts it into its index's tokens. */
export interface Term {
  readonly text: string;
  /** Also words that start with it. */
  readonly prefix?: boolean;
}

export interface KeywordQuery {
  /** A record matches with at least one of them. */
  readonly any: readonly Term[];
  /** A record is in scope only with all of these (quoted phrases). */
  readonly all: readonly Term[];
  /** A record with any of these is out of scope. */
  readonly none: readonly Term[];
}

/** A scope narrowed by what the query's text demands. */
export interface TextScope extends Scope {
  readonly require?: Pick<KeywordQuery, 'all' | 'none'>;
}

export interface ScopeCount {
  /** Records in scope that have text. */
  readonly records: number;
  /** Their passages with a vector in the space. */
  readonly passages: number;
}

/** Row number of a record within the file; stable while the record exists. */
export type RecordRow = number;

export interface KeywordMatch {
  readonly row: RecordRow;
  /** BM25 over the whole record, higher is better, above zero. */
  readonly score: number;
}

export interface VectorMatch {
  readonly row: RecordRow;
  /** Cosine, -1..1. */
  readonly similarity: number;
  /** The passage that was nearest. */
  readonly passage: number;
}

export interface StoredSection {
  readonly section: number;
  readonly row: RecordRow;
  readonly field: string;
  readonly heading: readonly string[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where a passage lies in its section, UTF-16 offsets. */
export interface PassageSpan {
  readonly passage: number;
  readonly section: number;
  readonly start: number;
  readonly end: number;
}

/** A record as hits show it. */
export interface RecordHead {
  readonly row: RecordRow;
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly record: AnyRecord;
}

export interface SearchIndex {
  count(scope: TextScope, space: string | undefined): Promise<ScopeCount>;
  /** Best first, ties by row; every record in scope that matches, or the `limit` best. */
  matching(scope: TextScope, query: KeywordQuery, limit?: number): Promise<readonly KeywordMatch[]>;
  /** Best first, ties by row; exact over the scope. */
  nearest(
    scope: TextScope,
    space: string,
    vector: Float32Array,
    limit?: number,
  ): Promise<readonly VectorMatch[]>;
  /** Rows of the scope that have text, in row order: what neither leg ranks is filled from here. */
  rows(scope: TextScope, limit?: number): Promise<readonly RecordRow[]>;
  heads(rows: readonly RecordRow[]): Promise<ReadonlyMap<RecordRow, RecordHead>>;
  rowOf(kind: KindName, id: string): Promise<RecordRow | undefined>;
  sections(rows: readonly RecordRow[]): Promise<readonly StoredSection[]>;
  spans(passages: readonly number[]): Promise<readonly PassageSpan[]>;
  /** Vectors of a record's passages in a space. */
  vectors(row: RecordRow, space: string): Promise<readonly Float32Array[]>;
}

// ---- index queue and spaces ------------------------------------------------------------------

export interface Space {
  readonly fingerprint: string;
  readonly model: string;
  readonly dimensions: number;
  readonly state: 'current' | 'building' | 'kept';
}

export interface Spaces {
  spaces(): Promise<readonly Space[]>;
  /** Adds the space if it is new and queues every record with text for it. The first one of a file is current at once. */
  addSpace(space: Omit<Space, 'state'>): Promise<Space>;
  /** Makes a complete space the current one, and the old one `kept`, in one transaction. */
  promoteSpace(fingerprint: string): Promise<void>;
  dropSpace(fingerprint: string): Promise<void>;
}

/** A record whose passages in a space are not known to be in step. */
export interface IndexJob {
  readonly row: RecordRow;
  /** Version of the record that the job was read at; an outcome for an older version is discarded. */
  readonly version: number;
  readonly head: RecordHead;
  readonly sections: readonly StoredSection[];
  readonly passages: readonly StoredPassage[];
}

export interface StoredPassage {
  readonly passage: number;
  /** Position in the record, from 0. */
  readonly ordinal: number;
  readonly section: number;
  readonly start: number;
  readonly end: number;
  /** Hash of the embedded text, header included. */
  readonly hash: string;
}

export type NewPassage = Omit<StoredPassage, 'passage'> & { readonly vector: Float32Array };

/** What an indexer found for one job. `keep` passages only move; they are not embedded again. */
export type JobOutcome =
  | {
      readonly row: RecordRow;
      readonly version: number;
      readonly drop: readonly number[];
      readonly keep: readonly StoredPassage[];
      readonly add: readonly NewPassage[];
    }
  | {
      readonly row: RecordRow;
      readonly version: number;
      /** Why it could not be embedded. */
      readonly failed: string;
    };

export interface IndexStatus {
  readonly space: string | undefined;
  readonly model: string | undefined;
  readonly passages: number;
  readonly pending: number;
  readonly failed: number;
}

export interface FailedJob {
  readonly kind: KindName;
  readonly id: string;
  readonly reason: string;
  readonly attempts: number;
}

export interface IndexQueue {
  /** Up to `limit` due jobs of a space, oldest first. Reading does not claim: the lease does. */
  jobs(space: string, limit: number): Promise<readonly IndexJob[]>;
  /** Carries outcomes out in one transaction and returns how many were applied (a record changed meanwhile stays queued). */
  settle(space: string, outcomes: readonly JobOutcome[]): Promise<number>;
  indexStatus(): Promise<IndexStatus>;
  failures(limit: number): Promise<readonly FailedJob[]>;
  /** Makes failed jobs due at once; returns how many. */
  retryFailed(): Promise<number>;
  /** True when `holder` has the lease now; it lasts `milliseconds` from now unless renewed or released. */
  lease(name: string, holder: string, milliseconds: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}

export interface Summary {
  readonly records: Readonly<Partial<Record<KindName, number>>>;
  readonly index: IndexStatus;
  readonly bytes: number;
}
