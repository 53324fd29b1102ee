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

export interface FacetValue {
  readonly value: string | number | boolean;
  /** Records that have it. One with several values (repositories, tags) counts for each of them. */
  readonly count: number;
  /**
   * URL parameters that narrow the same question to these records: `{"status__eq": "accepted"}`.
   * They go beside its filters, `kind` in the place of its kinds. None where there is nothing else
   * anyway (the kind of a list); null where no filter can ask for it, as for a value that an import
   * kept although its field does not know it.
   */
  readonly filter: Readonly<Record<string, string>> | null;
}

export interface FacetAnswer {
  /** Most frequent first, then by value. */
  readonly values: readonly FacetValue[];
  /** Values beyond these. */
  readonly other: number;
  /** Records without a value. */
  readonly none: number;
}

/** Counts over all records that `total` counts, on whichever page. */
export type Facets = Readonly<Partial<Record<FacetName, FacetAnswer>>>;
