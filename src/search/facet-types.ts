import type { BodyFilter } from './filter-shown.ts';

/** What answers can be counted by; `type` is a document's type too, and `year` that of the date. */
export const FACET_NAMES = [
  'kind',
  'status',
  'repo',
  'severity',
  'priority',
  'type',
  'year',
  'tag',
] as const;
export type FacetName = (typeof FACET_NAMES)[number];

/** Values of one facet that are answered, unless asked otherwise. */
export const FACET_VALUES = 20;

export interface FacetRequest {
  /** In the order of the answer. */
  readonly by: readonly FacetName[];
  /** Values of one facet that are answered, 1 to 1,000; default 20. */
  readonly limit?: number;
}

/** What narrows the same question, beside all that it asks already. */
export interface Narrowing {
  /** For a body's `filter`, AND-ed with what is there: `{"status": "open"}`. Null where no filter can ask for it. */
  readonly filter: BodyFilter | null;
  /** The same for a URL, to be appended: `status=open`. Null where `filter` is. */
  readonly query: string | null;
}

export interface FacetValue extends Narrowing {
  readonly value: string | number | boolean;
  /**
   * The total of the same question with `filter`. A record with several values (repositories, tags)
   * counts for each of them, and a decision that is told by a file and a row for the values of both.
   */
  readonly count: number;
}

export interface FacetAnswer {
  /** Most frequent first, then by value. */
  readonly values: readonly FacetValue[];
  /** Values beyond these, and how often they occur together. */
  readonly other: { readonly values: number; readonly count: number };
  /** Records without a value; there is no filter for them where no kind that is asked has the field. */
  readonly none: Narrowing & { readonly count: number };
}

/** Counts over all records that `total` counts, on whichever page. */
export type Facets = Readonly<Partial<Record<FacetName, FacetAnswer>>>;
