import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import type { Audit } from './audit.ts';
import type { Backups } from './backup.ts';
import type { Changes } from './changes.ts';
import type { GrowthWatch } from './growth.ts';
import type { IndexPace } from './index-pace.ts';
import type { IndexQueue, IndexStatus, Spaces } from './index-queue.ts';
import type { Lifecycles } from './lifecycle.ts';
import type { Names } from './names.ts';
import type { Filter, Scalar } from './scope.ts';
import type { Pulses } from './pulse.ts';
import type { SearchIndex } from './search-index.ts';
import type { Coverage } from './coverage.ts';
import type { Sources } from './sources.ts';
import type { Statistics } from './statistics.ts';

export type * from './audit.ts';
export type * from './backup.ts';
export type * from './changes.ts';
export type * from './growth.ts';
export type * from './index-pace.ts';
export type * from './index-queue.ts';
export type * from './lifecycle.ts';
export type * from './names.ts';
export type * from './pulse.ts';
export type * from './scope.ts';
export type * from './search-index.ts';
export type * from './coverage.ts';
export type * from './sources.ts';
export type * from './statistics.ts';
export type * from './steps.ts';

/**
 * The port to what is kept. Types only.
 *
 * Guarantees of every engine, held by `test/contract/store.ts`:
 * - `write` applies all operations of a batch or none, and returns after they are durable;
 * - a record, its sections, its keyword rows, its index jobs and its entry in the feed of changes change in one transaction;
 * - a scope is data; an engine never sees SQL from outside, and never builds SQL from values;
 * - order is total: equal sort keys are ordered by id, so that cursors neither repeat nor skip.
 * Errors are `WorkspaceError`s; each method names its codes.
 */
export interface Store
  extends
    Records,
    SearchIndex,
    Names,
    Lifecycles,
    IndexQueue,
    Spaces,
    Coverage,
    Sources,
    Statistics,
    GrowthWatch,
    Changes,
    Audit,
    Backups,
    IndexPace,
    Pulses {
  /** What a batch with this key has written; undefined when there was none. Code: idempotency_mismatch. */
  replay(idempotency: Idempotency): Promise<readonly WriteOutcome[] | undefined>;
  /** Counts for a status line; never more than a few milliseconds. */
  summary(): Promise<Summary>;
  /** All records as they are now, whatever is written while they are read. Must be closed. */
  snapshot(): Promise<Snapshot>;
  close(): Promise<void>;
}

/** Reads of one moment. `list` is that of `Records`. */
export interface Snapshot {
  /** Opaque; two moments have the same one only when no record was written between them, by whichever process. */
  revision(): Promise<string>;
  list(query: ListQuery): Promise<ListPage>;
  /** Everything that matches, in groups as it is read, so that memory stays flat; to break off ends the reading. */
  read(query: ReadQuery): AsyncIterable<readonly AnyRecord[]>;
  close(): Promise<void>;
}

export interface Summary {
  readonly records: Readonly<Partial<Record<KindName, number>>>;
  readonly index: IndexStatus;
  readonly bytes: number;
}

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
  /** Only these fields of the records, by name; all when absent. */
  readonly fields?: readonly string[];
}

/** A list without pages: all that matches, or the first `limit` of it. */
export interface ReadQuery extends Omit<ListQuery, 'limit' | 'after'> {
  readonly limit?: number;
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
  | {
      readonly op: 'create';
      readonly kind: KindName;
      readonly value: AnyRecord;
      /** Fields that take the id of the record that an earlier operation of the batch wrote, by its position. */
      readonly takesIdOf?: Readonly<Record<string, number>>;
    }
  | {
      readonly op: 'put';
      readonly kind: KindName;
      readonly id: string;
      readonly value: AnyRecord;
      readonly ifMatch?: string;
      /** If-None-Match: * — only when it does not exist. */
      readonly ifAbsent?: boolean;
      /** The value as it was kept elsewhere: fields that the service renews by itself are taken as given. */
      readonly verbatim?: boolean;
      /**
       * The id was made of the value's own fields: a record that has these fields is the one that is meant,
       * whatever its id; where the id is another record's, a new one is made.
       */
      readonly derived?: boolean;
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

export interface Idempotency {
  readonly key: string;
  /** Of all that the request asks. */
  readonly digest: string;
}

export interface WriteBatch {
  readonly operations: readonly WriteOperation[];
  /** Nothing is written while such a record exists (`precondition_failed`, its id in the sentence). */
  readonly unless?: { readonly kind: KindName; readonly where: Filter };
  /** Kept with the batch's results for a day; the same key and digest replays them, another digest is `idempotency_mismatch`. */
  readonly idempotency?: Idempotency;
  /** Who writes, for `growth`: an agent's or client's name. Default: this process, which counts while it has the store open. */
  readonly writer?: string;
  /** Whom the history names. Default: `writer`, or whose process this is. */
  readonly who?: string;
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
  /** Index states of those of the ids that exist; reads no text. */
  indexStates(kind: KindName, ids: readonly string[]): Promise<ReadonlyMap<string, IndexState>>;
  /** Codes: not_found, duplicate_id, broken_reference, precondition_failed, idempotency_mismatch, database_busy, database_read_only. A fault names its operation with the pointer `/<index>`. */
  write(batch: WriteBatch): Promise<WriteReceipt>;
}
