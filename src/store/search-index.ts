import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

import type { Scope } from './scope.ts';

/** A word or a quoted phrase, as people wrote it; the engine cuts it into its index's tokens. */
export interface Term {
  readonly text: string;
  /** Also words that start with it. */
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
}

export interface ScopeCount {
  /** Records in scope that have text. */
  readonly records: number;
  /** Their passages with a vector in the space. */
  readonly passages: number;
}

/** Row number of a record within the file; stable while the record exists. */
export type RecordRow = number;

export interface KeywordMatch {
  readonly row: RecordRow;
  /** BM25 over the whole record, higher is better, above zero. */
  readonly score: number;
}

/** A vector and the space that it lies in. */
export interface Place {
  readonly space: string;
  readonly vector: Float32Array;
}

export interface VectorMatch {
  readonly row: RecordRow;
  /** Cosine, -1..1. */
  readonly similarity: number;
  /** The passage that was nearest. */
  readonly passage: number;
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

/** A record as hits show it. */
export interface RecordHead {
  readonly row: RecordRow;
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly record: AnyRecord;
}

export interface SearchIndex {
  count(scope: TextScope, space: string | undefined): Promise<ScopeCount>;
  /** Best first, ties by row; every record in scope that matches, or the `limit` best. */
  matching(scope: TextScope, query: KeywordQuery, limit?: number): Promise<readonly KeywordMatch[]>;
  /** Best first, ties by row; exact over the scope. */
  nearest(scope: TextScope, to: Place, limit?: number): Promise<readonly VectorMatch[]>;
  /** Rows of the scope that have text, in row order: what neither leg ranks is filled from here. */
  rows(scope: TextScope, limit?: number): Promise<readonly RecordRow[]>;
  heads(rows: readonly RecordRow[]): Promise<ReadonlyMap<RecordRow, RecordHead>>;
  rowOf(kind: KindName, id: string): Promise<RecordRow | undefined>;
  sections(rows: readonly RecordRow[]): Promise<readonly StoredSection[]>;
  spans(passages: readonly number[]): Promise<readonly PassageSpan[]>;
  /** Vectors of a record's passages in a space. */
  vectors(row: RecordRow, space: string): Promise<readonly Float32Array[]>;
}
