import type { KindName } from '#src/kinds/index';

import type { RecordHead, RecordRow, StoredSection } from './search-index.ts';

export interface Space {
  readonly fingerprint: string;
  /** Of what changes a query's vector: the same in two spaces whose texts were only cut otherwise. */
  readonly queryFingerprint: string;
  readonly model: string;
  readonly dimensions: number;
  readonly state: 'current' | 'building' | 'kept';
}

export interface Spaces {
  spaces(): Promise<readonly Space[]>;
  /** Adds the space if it is new and queues every record with text for it. The first one of a file is current at once. */
  addSpace(space: Omit<Space, 'state'>): Promise<Space>;
  /**
   * Makes a space the current one, and the old one `kept`, in one transaction. False, and nothing
   * changes, while more of its records wait or failed than failed in the current one.
   */
  promoteSpace(fingerprint: string): Promise<boolean>;
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
  /** See `Space.queryFingerprint`. */
  readonly queryFingerprint: string | undefined;
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
