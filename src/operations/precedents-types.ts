import type { KindName } from '#src/kinds/index';
import type { Degradation, ModeUsed, RecordName } from '#src/search/types';

/** A record that is no precedent: the draft itself, as it is stored or as the file that holds it. */
export type Excluded =
  | { readonly kind: KindName; readonly id: string }
  | { readonly path: string; readonly repo?: string };

/** A decision that is about to be made. */
export interface PrecedentsRequest {
  /** Default: the text's first heading, else its first sentence. */
  readonly title?: string;
  readonly text: string;
  /** Default: the kinds that decisions are kept in. */
  readonly kinds?: readonly KindName[];
  /** Only what is of this repository, or of none. */
  readonly repo?: string;
  /** References to what the draft says it takes the place of, as files write them: these it does not contradict. */
  readonly supersedes?: readonly string[];
  readonly exclude?: readonly Excluded[];
  /** Of each list, 1 to 50; default 5. */
  readonly limit?: number;
}

export interface Precedent extends RecordName {
  readonly status: string | null;
  /** `YYYY-MM-DD`. */
  readonly date: string | null;
  readonly repos: readonly string[];
  readonly path: string | null;
  /** Cosine of its nearest passage, 0 to 1; null without a model. It is shown, not decided by: what is near differs by model. */
  readonly similarity: number | null;
  /** A sentence: what makes it stand in this list. */
  readonly why: string;
  /** When it no longer holds: the decision that holds in its place. */
  readonly current?: RecordName;
}

/** Past decisions that a draft should know of, each in one list, the likeliest first. */
export interface Precedents {
  /** They say nearly the same. */
  readonly near_duplicates: readonly Precedent[];
  /** They may say the opposite, or were given up before. Told by words: a person has to look. */
  readonly may_contradict: readonly Precedent[];
  /** They are about the same subject. */
  readonly related: readonly Precedent[];
  readonly mode_used: ModeUsed;
  readonly degraded: readonly Degradation[];
  /** Decisions that the draft was held against. */
  readonly compared: number;
}
