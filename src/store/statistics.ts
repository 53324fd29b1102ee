import type { KindName } from '#src/kinds/index';

import type { Filter, Scalar } from './scope.ts';
import type { RecordRow } from './search-index.ts';

/** Stretches of time that a moment falls into, in UTC: `2025-11-20`, `2025-W47` (ISO 8601), `2025-11`, `2025`. */
export type TimeUnit = 'day' | 'week' | 'month' | 'year';

/** One way to tell records apart. */
export interface Dimension {
  /** Key of the dimension in the answer. */
  readonly name: string;
  /** A field or facet. A list counts a record once for each of its elements. */
  readonly field: string;
  /** For a moment: the stretch that it falls into, instead of its very value. */
  readonly unit?: TimeUnit;
  /** For a moment: only records from this day (`YYYY-MM-DD`) on. */
  readonly since?: string;
}

export interface CountQuery {
  readonly kind: KindName;
  readonly where?: Filter;
  readonly by: readonly Dimension[];
  /** Numbers to add up; of a list or JSON array, the number of its elements. */
  readonly measures?: readonly string[];
}

/** What the records that have a number come to. Without any: a sum of 0, and null for the rest. */
export interface Measure {
  /** Records that have it. */
  readonly count: number;
  readonly sum: number;
  readonly mean: number | null;
  readonly least: number | null;
  readonly most: number | null;
}

export interface Tally {
  readonly count: number;
  /** By the names asked for; absent when none were. */
  readonly measures?: Readonly<Record<string, Measure>>;
}

/** Records with the same value; null where there is none, an empty list or an unreadable moment included. */
export interface Bucket extends Tally {
  readonly value: Scalar | null;
}

export interface Counts {
  readonly total: number;
  readonly measures?: Readonly<Record<string, Measure>>;
  /** Buckets by dimension: stretches of time in their order, all else most frequent first, then by value; null after values. */
  readonly by: Readonly<Record<string, readonly Bucket[]>>;
}

/** Two records that are told as one. */
export type Pair = readonly [RecordRow, RecordRow];

/** Records by their numbers, whatever their kinds; or a kind's records under a filter. */
export type Counted =
  | {
      readonly rows: readonly RecordRow[];
      /** Of the rows, each in one pair at most: what both of a pair have counts once. */
      readonly pairs?: readonly Pair[];
    }
  | { readonly kind: KindName; readonly where?: Filter };

export interface FacetQuery {
  readonly of: Counted;
  /** The field may be `tag`: the tags of a record are counted as the elements of a list. */
  readonly by: readonly Omit<Dimension, 'since'>[];
}

/**
 * Counts over records of several kinds. A record with several values counts for each of them, and a
 * pair for the values of either, so that each count is what a filter by the value leaves.
 */
export interface FacetCounts {
  readonly total: number;
  /** In no order; without those that have none. */
  readonly kinds: readonly { readonly kind: KindName; readonly count: number }[];
  /** Buckets in no order, by the names of the dimensions; records of a kind without the field are in that of null. */
  readonly by: Readonly<Record<string, readonly Bucket[]>>;
}

export interface UntouchedQuery {
  readonly kind: KindName;
  readonly where?: Filter;
  /** A moment (`2025-11-20T10:00:00.000Z`). */
  readonly before: string;
  readonly limit: number;
}

export interface Untouched {
  readonly total: number;
  /** The longest untouched first. */
  readonly items: readonly {
    readonly id: string;
    readonly title: string;
    readonly written: string;
  }[];
}

/** Figures over many records at once. All figures of one answer are of the same moment. */
export interface Statistics {
  counts(query: CountQuery): Promise<Counts>;
  /** Rows that are gone are not counted. */
  facets(query: FacetQuery): Promise<FacetCounts>;
  /** Records that were last written before a moment. */
  untouched(query: UntouchedQuery): Promise<Untouched>;
}
