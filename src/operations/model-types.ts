import type { Space } from '#src/store/store';

/** A model that can be chosen, and whether its files are on the machine of the service. */
export interface LocalModel {
  readonly id: string;
  readonly dimensions: number;
  /** Tokens that one input may have. */
  readonly token_window: number;
  /** ISO 639-1 codes, or `many`; empty where nobody said. */
  readonly languages: readonly string[];
  readonly licence: string;
  readonly choose_when: string;
  readonly origin: 'shipped' | 'known' | 'imported';
  /** Where its files are; null when they are not here. */
  readonly folder: string | null;
  /** Size of its files; null when they are not here. */
  readonly bytes: number | null;
}

/** A model, and what the file has of it. */
export interface ListedModel extends LocalModel {
  /** State of its space in this file; null when it has none. */
  readonly space: Space['state'] | null;
}

export interface VerifiedModel {
  readonly id: string;
  readonly folder: string;
  readonly files: readonly {
    readonly file: string;
    /** `unrecorded`: it is there, and nothing is known to compare it with. */
    readonly state: 'right' | 'missing' | 'wrong' | 'unrecorded';
  }[];
  /** What the model makes of a sentence, compared with what it made when it came. */
  readonly sentence: {
    readonly state: 'right' | 'wrong' | 'unrecorded' | 'failed';
    /** Cosine of the two vectors; null when there is only one, or none. */
    readonly similarity: number | null;
    readonly reason?: string;
  };
}

export interface BenchedModel {
  readonly id: string;
  /** Milliseconds until it could be used. */
  readonly load_ms: number;
  readonly passages: number;
  /** Mean length of a passage, in characters. */
  readonly characters: number;
  readonly passages_per_second: number;
  readonly queries: number;
  /** Milliseconds for one question, half and 95 % of them. */
  readonly query_ms: { readonly p50: number; readonly p95: number };
}

/** Characters of the texts that are to be found, white space apart. */
export interface TextCoverage {
  readonly stored: number;
  /** Of these, in passages of the current space. */
  readonly embedded: number;
  /** The one by the other, 0..1; 1 when nothing is stored. */
  readonly share: number;
}
