import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import type { Scope } from './scope.ts';

/** A word or a quoted phrase, as people wrote it; the engine cuts it into its index's tokens. */
export interface Term {
  readonly text: string;
  /** Words that begin with it match too. */
  readonly prefix?: boolean;
}

export interface KeywordQuery {
  /** A record matches with at least one of them. */
  readonly any: readonly Term[];
  /** A record is in scope only with all of these (quoted phrases). */
  readonly all: readonly Term[];
  /** A record with any of these is out of scope. */
  readonly none: readonly Term[];
}

/** A scope narrowed by what the query's text demands. */
export interface TextScope extends Scope {
  readonly require?: Pick<KeywordQuery, 'all' | 'none'>;
  /** Only these of the records; none when it is empty. */
  readonly only?: readonly RecordRow[];
  /** All but these. */
  readonly without?: readonly RecordRow[];
}

/** Row number of a record within the file; stable while the record exists. */
export type RecordRow = number;

/**
 * The records of a scope, chosen once for a question, so that every leg, the total and all pages
 * speak of the same ones.
 */
export interface Selection {
  /** In row order. */
  readonly rows: readonly RecordRow[];
  /** These are all records of the file that have text: a leg need not look whether it may show one. */
  readonly whole: boolean;
}

/** Records that match, column by column, in row order. */
export interface KeywordMatches {
  readonly rows: readonly RecordRow[];
  /** BM25 over the whole record, to ten decimals by whichever way; higher is better. */
  readonly scores: Float64Array;
}

/** A vector and the space that it lies in. */
export interface Place {
  readonly space: string;
  readonly vector: Float32Array;
}

/**
 * How near records are to a vector, column by column (tens of thousands of objects would cost more
 * than the comparing), in row order: those of a selection that have vectors, every one of them.
 */
export interface Nearness {
  readonly rows: readonly RecordRow[];
  /** Cosines of their nearest passages, -1..1. */
  readonly similarity: ArrayLike<number>;
  /**
   * ln(mean(e^(8 * cosine))) / 8 over all their passages, -1..1: between the mean cosine and the
   * nearest's, so that near passages count for most and the others for something. The cosine itself
   * where there is one passage.
   */
  readonly closeness: ArrayLike<number>;
  /** The passages that were nearest. */
  readonly passage: readonly number[];
  readonly plan: VectorPlan;
}

/** How vectors were read. The numbers are the same, to the last bit, by whichever plan. */
export interface VectorPlan {
  /** Kept in memory, or read for this question alone. */
  readonly name: 'memory' | 'scan';
  /** Why, for people. */
  readonly reason: string;
}

export interface StoredSection {
  readonly section: number;
  readonly row: RecordRow;
  readonly field: string;
  readonly heading: readonly string[];
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** Where a passage lies in its section, UTF-16 offsets. */
export interface PassageSpan {
  readonly passage: number;
  readonly section: number;
  readonly start: number;
  readonly end: number;
}

/** A record as hits show it: without its prose fields, except the one that names it. */
export interface RecordHead {
  readonly row: RecordRow;
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly record: AnyRecord;
}

export interface SearchIndex {
  /**
   * Opaque; stays while nothing that ranks records is written, by whichever process: no record that a
   * search is about, no link, tag or vector. Costs next to nothing while nothing at all is written.
   */
  searchRevision(): Promise<string>;
  /** The records in scope that have text. */
  select(scope: TextScope): Promise<Selection>;
  /** Every selected record that matches, in row order. */
  matching(selection: Selection, query: KeywordQuery): Promise<KeywordMatches>;
  /**
   * Exact over the selection, in any space of the file. Codes: not_found for one that is not there,
   * or was dropped meanwhile; database_invalid (vectors that are damaged).
   */
  nearest(selection: Selection, to: Place): Promise<Nearness>;
  heads(rows: readonly RecordRow[]): Promise<ReadonlyMap<RecordRow, RecordHead>>;
  rowOf(kind: KindName, id: string): Promise<RecordRow | undefined>;
  sections(rows: readonly RecordRow[]): Promise<readonly StoredSection[]>;
  spans(passages: readonly number[]): Promise<readonly PassageSpan[]>;
  /** Vectors of a record's passages in a space. */
  vectors(row: RecordRow, space: string): Promise<readonly Float32Array[]>;
}
