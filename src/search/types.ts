import type { KindName } from '#src/kinds/index';
import type { Filter, IndexStatus } from '#src/store/store';

export const MODES = ['hybrid', 'keyword', 'semantic'] as const;
export type Mode = (typeof MODES)[number];

export interface SearchRequest {
  readonly q: string;
  /** All kinds with text when empty or absent. */
  readonly kinds?: readonly KindName[];
  readonly where?: Filter;
  /** 1 to 1,000; default 10. */
  readonly limit?: number;
  readonly cursor?: string;
  readonly mode?: Mode;
  /** A degraded answer is an error (`degraded`) instead. */
  readonly strict?: boolean;
}

/** `row` of a known record, or a text: what similar records are wanted for. */
export interface SimilarRequest extends Omit<SearchRequest, 'q' | 'mode'> {
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
  /** Position in each leg, from 1; null when the leg did not return it. */
  readonly ranks: { readonly keyword: number | null; readonly vector: number | null };
  /** The fused score that orders hits; comparable within one answer only. */
  readonly score: number;
  /** Null when the record has no text but its title. */
  readonly passage: HitPassage | null;
  readonly snippet: Snippet;
}

export interface Degradation {
  readonly leg: 'vector' | 'keyword';
  readonly reason: string;
}

export interface SearchResponse {
  readonly query: string;
  readonly mode_used: Mode;
  readonly degraded: readonly Degradation[];
  readonly index: Pick<IndexStatus, 'space' | 'pending' | 'failed'>;
  /** Records that match, on all pages. */
  readonly total: number;
  readonly hits: readonly Hit[];
  readonly next_cursor: string | null;
  /** Milliseconds spent in the service. */
  readonly took_ms: number;
}

/** The search engine as the doors see it. */
export interface Search {
  /** Codes: empty_query, invalid_cursor, degraded. */
  search(request: SearchRequest): Promise<SearchResponse>;
  /** Codes: not_found, empty_query, invalid_cursor, degraded. */
  similar(request: SimilarRequest): Promise<SearchResponse>;
}
