import type { KindName } from '#src/kinds/index';
import type { Filter, IndexStatus, RecordKey } from '#src/store/store';

import type { ChainResponse } from './chain-of.ts';
import type { Then } from './chain-then.ts';
import type { TimelineRequest, TimelineResponse } from './decision-timeline.ts';
import type { Explanation, HitExplanation } from './explain-types.ts';
import type { FacetRequest, Facets } from './facet-types.ts';
import type { BodyFilter } from './filter-shown.ts';

export const MODES = ['hybrid', 'keyword', 'semantic'] as const;
export type Mode = (typeof MODES)[number];

/** `filter`: there were no words to rank by, so that what the filters leave is listed, newest first. */
export const MODES_USED = [...MODES, 'filter'] as const;
export type ModeUsed = (typeof MODES_USED)[number];

/** Which decisions: all, those that hold, or those that no longer do. */
export const LIFECYCLES = ['current', 'all', 'past'] as const;
export type LifecycleChoice = (typeof LIFECYCLES)[number];

export interface LifecycleRequest {
  /** Default `all`. */
  readonly lifecycle?: LifecycleChoice;
  /** `YYYY-MM-DD`: what there was on that day, and what held then. Doors take a month or a year too, for its last day. Default: as it stands. */
  readonly as_of?: string;
}

/** What a query's text was taken for. */
export interface Understood extends LifecycleRequest {
  /** What its qualifiers leave of the kinds; absent when it names none. */
  readonly kinds?: readonly KindName[];
  /** What its qualifiers ask for, as a request's body holds it. */
  readonly filter?: BodyFilter;
  /** What was searched for: the query without its qualifiers. */
  readonly text: string;
}

export interface SearchRequest extends LifecycleRequest {
  readonly q: string;
  /** All kinds with text when empty or absent. */
  readonly kinds?: readonly KindName[];
  readonly where?: Filter;
  /** 1 to 1,000; default 10. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly mode?: Mode;
  /** Whether `status:open` in the text is a filter. Default true. */
  readonly qualifiers?: boolean;
  /** The last word is still being typed, and stands for the words that begin with it too. Default false. */
  readonly prefix?: boolean;
  /** A degraded answer is an error (`degraded`) instead. */
  readonly strict?: boolean;
  /** Count all that matches, too. */
  readonly facets?: FacetRequest;
  /** Tell how the answer came to be: plan, time of each step, and each leg's part in every score. */
  readonly explain?: boolean;
}

/** `row` of a known record, or a text: what similar records are wanted for. */
export interface SimilarRequest extends Omit<
  SearchRequest,
  'q' | 'mode' | 'qualifiers' | 'prefix'
> {
  readonly to: { readonly kind: KindName; readonly id: string } | { readonly text: string };
}

export interface Snippet {
  readonly text: string;
  /** UTF-16 ranges of the text that match the query's words. */
  readonly highlights: readonly (readonly [start: number, end: number])[];
}

export interface HitPassage {
  readonly field: string;
  readonly heading: readonly string[];
  readonly text: string;
  /** UTF-16 offsets into the record's field. */
  readonly start: number;
  readonly end: number;
}

/** A record by what names it. */
export interface RecordName {
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
}

export interface Hit {
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly status: string | null;
  readonly date: string | null;
  /** Where it came from: repositories, and for a document its path and link. */
  readonly source: {
    readonly repos: readonly string[];
    readonly path: string | null;
    readonly url: string | null;
  };
  /** Cosine of its best passage cut to 0..1; null when the vector leg did not see it. */
  readonly similarity: number | null;
  /** What meaning ranks by, 0..1: between `similarity` and the mean cosine of all its passages, nearer to the former; null likewise. */
  readonly closeness: number | null;
  /** Position in each leg, from 1; null when the leg did not return it. */
  readonly ranks: { readonly keyword: number | null; readonly vector: number | null };
  /** The query is its id, number, path, file name or title, and nothing else: it comes first. Absent otherwise. */
  readonly exact?: true;
  /** The fused score that orders hits; comparable within one answer only. Null where nothing ranks but the date. */
  readonly score: number | null;
  /** Null when the record has no text but its title. */
  readonly passage: HitPassage | null;
  readonly snippet: Snippet;
  /** Of a decision that no longer holds: the one that holds in its place, if there is one. */
  readonly current?: RecordName;
  /** With `as_of`, of a decision: how it stood on that day. `status` is today's. */
  readonly then?: Then;
  /** Other records of the same decision, which this hit stands for: the ADR file of a row, the row of a file. */
  readonly also?: readonly Omit<RecordName, 'title'>[];
  /** When it was asked for. */
  readonly explain?: HitExplanation;
}

export interface Degradation {
  readonly leg: 'vector' | 'keyword';
  readonly reason: string;
}

export interface SearchResponse {
  readonly query: string;
  readonly mode_used: ModeUsed;
  readonly degraded: readonly Degradation[];
  /** The day that was asked for; absent when none was. */
  readonly as_of?: string;
  /** Absent where no text was read: in what is similar to something. */
  readonly understood?: Understood;
  /** Sentences about what in the text was not taken as it may have been meant, and about an order from before a write. */
  readonly remarks?: readonly string[];
  readonly index: Pick<IndexStatus, 'space' | 'pending' | 'failed'>;
  /** Records that match, on all pages. */
  readonly total: number;
  /** Over the same records; when they were asked for. */
  readonly facets?: Facets;
  /** When it was asked for. */
  readonly explain?: Explanation;
  readonly hits: readonly Hit[];
  readonly next_cursor: string | null;
  /** Milliseconds spent in the service. */
  readonly took_ms: number;
}

/** The search engine as the doors see it. */
export interface Search {
  /** Codes: empty_query, invalid_cursor, cursor_outdated, degraded. */
  search(request: SearchRequest): Promise<SearchResponse>;
  /** Codes: not_found, empty_query, invalid_cursor, cursor_outdated, degraded. */
  similar(request: SimilarRequest): Promise<SearchResponse>;
  /** The decisions that a record took the place of, and those that took its own. Code: not_found. */
  chain(of: RecordKey): Promise<ChainResponse>;
  /** Decisions in the order of their days. */
  timeline(request: TimelineRequest): Promise<TimelineResponse>;
  /** What a question would be answered without now, and why; empty when both legs work. */
  faults(): Promise<readonly Degradation[]>;
}
