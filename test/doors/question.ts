import type { RecordRef, SimilarTo } from '#src/client/types';
import type { LifecycleRequest, Mode } from '#src/search/types';

/** A filter as an address has it: `['created__gte', '2025-02']`. */
export type Pair = readonly [name: string, value: string];

interface Narrowed {
  /** All of them hold. */
  readonly filters?: readonly Pair[];
  /** Page by page, as many records at once as this; a door with pages of its own takes those. */
  readonly walk?: number;
}

export interface ListQuestion extends Narrowed {
  readonly ask: 'list';
  readonly kind: string;
  readonly sort?: string;
}

export interface SearchQuestion extends Narrowed, LifecycleRequest {
  readonly ask: 'search';
  readonly q: string;
  readonly kinds?: readonly string[];
  readonly mode?: Mode;
  readonly prefix?: true;
  readonly qualifiers?: false;
}

export interface SimilarQuestion extends Narrowed, LifecycleRequest {
  readonly ask: 'similar';
  readonly to: SimilarTo;
  readonly kinds?: readonly string[];
}

/** What takes each other's place: rows of decisions, and the files that tell them. */
export const DECISIONS = {
  kinds: ['decision', 'doc'],
  filters: [['doc_type__nin', 'diagram,roadmap,doc']],
} as const satisfies Partial<SimilarQuestion>;

/** Whether decisions are wanted, and nothing narrows them further. */
export const asksForDecisions = ({ kinds, filters }: SimilarQuestion): boolean =>
  kinds === DECISIONS.kinds && filters === DECISIONS.filters;

export interface RelatedQuestion {
  readonly ask: 'related';
  readonly of: RecordRef;
  readonly relations?: readonly string[];
}

export interface GetQuestion {
  readonly ask: 'get';
  readonly kind: string;
  readonly ids: readonly string[];
}

export type Question =
  ListQuestion | SearchQuestion | SimilarQuestion | RelatedQuestion | GetQuestion;

/** Records that a page has at most, unless the question says otherwise. */
export const USUAL = 100;
