import type { KindName } from '#src/kinds/index';

/** How an answer came to be. Scores are those that ordered it, not rounded. */
export interface Explanation {
  readonly plan: {
    /** `memory` or `scan`: whether the vectors were kept in the process or read for this question; null when none were compared. */
    readonly vector: string | null;
    /** `index` when the keyword index was asked, else null. */
    readonly keyword: string | null;
    /** Why the vectors were read so. */
    readonly reason: string | null;
    /** Records in scope that have text. */
    readonly scope_rows: number;
    /** Passages of the whole file that have vectors. */
    readonly passages: number;
  };
  /** Milliseconds of each step. */
  readonly timings_ms: Readonly<Record<string, number>>;
  readonly fusion: {
    /** `none` where nothing ranks but the date. `standardised`: a leg contributes weight * z, z = (raw - mean) / deviation, and the sum is the score. */
    readonly method: string;
    readonly weights: Readonly<Record<string, number>>;
    /** Over all records that match; by leg. */
    readonly moments: Readonly<Record<string, MomentsShown>>;
  };
}

export interface MomentsShown {
  readonly mean: number;
  readonly deviation: number;
}

/** How one hit came by its score: the sum of what its legs contribute. A leg that took no part is null. */
export interface HitExplanation {
  readonly keyword: LegExplanation | null;
  readonly vector: LegExplanation | null;
  /** Null where nothing ranks but the date. */
  readonly score: number | null;
  /** Why it stands where its score alone would not put it; absent where it does. */
  readonly placed?: Placement;
}

/**
 * A hit out of the order of scores. `exact`: the question names it; such hits come first. `chain`: decisions
 * that take each other's place stand together, what holds on top, where the best ranked of them would be.
 */
export interface Placement {
  readonly by: 'exact' | 'chain';
  /** The hit of its chain directly above it. */
  readonly below?: NamedRecord;
  /** The best ranked of its chain, at whose place it stands. */
  readonly instead_of?: NamedRecord;
}

interface NamedRecord {
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
}

export interface LegExplanation {
  /** From 1; null when the leg does not know the record. */
  readonly rank: number | null;
  /** BM25, 0 without a matching word; or e^(5 * closeness), null for a record that is not embedded yet and counts as the mean. */
  readonly raw: number | null;
  /** 0 when all records score alike. */
  readonly z: number;
  readonly weight: number;
  readonly contribution: number;
}
