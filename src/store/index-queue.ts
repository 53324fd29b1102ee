import type { KindName } from '#src/kinds/index';

import type { RecordHead, RecordRow, StoredSection } from './search-index.ts';

/**
 * All vectors of one embedder. A file has at most one `current` space, which answers, and at most one
 * that is `building`, which somebody asked for and which takes its place when it is complete. `kept`
 * ones can be returned to.
 */
export interface Space {
  readonly fingerprint: string;
  /** Of what changes a query's vector: the same in two spaces whose texts were only cut otherwise. */
  readonly queryFingerprint: string;
  readonly model: string;
  readonly dimensions: number;
  /** Of two spaces of a model, the one that a later version of the program cuts and heads has the higher number. */
  readonly generation: number;
  readonly state: 'current' | 'building' | 'kept';
  /** Rises with each space that becomes the current one; 0 when it never was. */
  readonly turn: number;
  /** The others are wanted no more as soon as it has been the current one for a while. */
  readonly prunes: boolean;
}

/** A space as a program knows it before it is in a file. `generation` is 1 when it is not given. */
export type NewSpace = Omit<Space, 'state' | 'turn' | 'prunes' | 'generation'> & {
  readonly generation?: number;
};

export interface SpaceStatus extends Space {
  /** ISO. */
  readonly createdAt: string;
  readonly passages: number;
  /** Records that wait to be embedded. */
  readonly pending: number;
  readonly failed: number;
}

/** A wish for a space. */
export interface SpaceWish {
  readonly space: NewSpace;
  /** See `Space.prunes`. */
  readonly prune: boolean;
}

/** What belongs to a space changes in one transaction with it, whoever asks at once. */
export interface Spaces {
  /** In the order in which they were added. */
  spaces(): Promise<readonly Space[]>;
  /** The same, counted. */
  spaceStatuses(): Promise<readonly SpaceStatus[]>;
  /** Adds the space if it is new and queues every record with text for it. The first one of a file is current at once, others are `building`. */
  addSpace(space: NewSpace): Promise<Space>;
  /**
   * Adds a space that nobody asked for: the first one of a file, or one of the current space's model
   * that is of a later generation than any that the file has had. True when it did; nothing is
   * written otherwise. So a program never returns by itself to what a later one, or a person, has left.
   */
  offerSpace(space: NewSpace): Promise<boolean>;
  /**
   * Has a space built, also out of one that is kept, instead of any that is being built now; that
   * one is no longer. When it is the current one already, only that happens, and it may come to prune.
   */
  wantSpace(wish: SpaceWish): Promise<Space>;
  /** Gives up the space that is being built: it is dropped, or kept again where it was. Answers it; undefined when there is none. */
  cancelSpace(): Promise<Space | undefined>;
  /**
   * Whether a space is complete: fewer or as many records would be lost to questions by the change (they wait
   * or failed in it, and in the current space they do not) as would be won by it (they failed there). Those that it
   * refused five times are not waited for while they are few: one, or a twentieth of all.
   */
  canPromote(fingerprint: string): Promise<boolean>;
  /** Makes a space that is being built and can be promoted the current one, and the old one `kept`. False, and nothing changes, otherwise. */
  promoteSpace(fingerprint: string): Promise<boolean>;
  /** Makes the kept space that was the current one last the current one again, in step or not. Code: not_found, when none is kept. */
  rollbackSpace(): Promise<Space>;
  /** From this moment on nobody sees it; `purgeSpaces` gives its room free. Codes: not_found, wrong_state for the current one. */
  dropSpace(fingerprint: string): Promise<void>;
  /**
   * Removes up to so many passages or jobs of dropped spaces, in one short transaction; answers how
   * many. 0, without writing, when nothing is left of any.
   */
  purgeSpaces(most: number): Promise<number>;
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
  /** ISO; when it is tried again by itself. */
  readonly due: string;
}

export interface IndexQueue {
  /** Up to `limit` due jobs of a space, oldest first. Reading does not claim: the lease does. */
  jobs(space: string, limit: number): Promise<readonly IndexJob[]>;
  /**
   * Carries outcomes out in one transaction and returns how many were applied. One that was made over
   * another version of the record, or over other passages than are stored now, is discarded, and its job
   * stays: so an indexer that was suspended, and lost its lease, does no harm.
   */
  settle(space: string, outcomes: readonly JobOutcome[]): Promise<number>;
  /** Of the current space, or of the one with this fingerprint. */
  indexStatus(space?: string): Promise<IndexStatus>;
  /** Of the current space, or of the one with this fingerprint. */
  failures(limit: number, space?: string): Promise<readonly FailedJob[]>;
  /** Makes failed jobs due at once, all or those of one record; returns how many. */
  retryFailed(of?: { readonly kind: KindName; readonly id: string }): Promise<number>;
  /**
   * True when `holder` has the lease now; it lasts `milliseconds` from now, a minute at most, unless
   * renewed or released. One that would end later than that was made before the clock was set back, and counts as ended.
   */
  lease(name: string, holder: string, milliseconds: number): Promise<boolean>;
  release(name: string, holder: string): Promise<void>;
}
