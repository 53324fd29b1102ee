import type { ErrorCode } from '#src/errors';
import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';
import type { OpenLegacy } from '#src/store/legacy';
import type { Store } from '#src/store/store';

/** What becomes of a source's record whose id (or unique value) the target holds with another content. */
export const ON_CONFLICT = ['skip', 'replace', 'fail'] as const;
export type OnConflict = (typeof ON_CONFLICT)[number];

export interface ConsolidateRequest {
  readonly store: Store;
  readonly open: OpenLegacy;
  /** Paths, in the order in which they are brought in. */
  readonly sources: readonly string[];
  /** `fail` writes nothing of a source that has conflicts. */
  readonly onConflict: OnConflict;
  /** Reports what would be done, and writes nothing. */
  readonly dryRun: boolean;
  readonly onProgress?: (step: 'read', done: number, total: number) => void;
}

export interface ConsolidationReport {
  readonly dry_run: boolean;
  readonly on_conflict: OnConflict;
  readonly sources: readonly SourceReport[];
}

export interface SourceReport {
  readonly source: string;
  /**
   * `done`: all but its faults is in the target, or would be. `missing`: there is no such file.
   * `conflicts`: nothing was written because of them. `failed`: nothing was written; `error` says why.
   */
  readonly state: 'done' | 'missing' | 'conflicts' | 'failed';
  readonly error?: SourceError;
  readonly tables: readonly TableReport[];
  /** Tables that are no kind, which stay behind. */
  readonly others: readonly OtherTable[];
  readonly conflicts: readonly Conflict[];
  readonly faults: readonly RowFault[];
  readonly warnings: readonly Warning[];
  /** What is so common in older databases that it is said once for all. */
  readonly asides: readonly Aside[];
}

export interface SourceError {
  readonly code: ErrorCode;
  readonly detail: string;
  readonly next?: string;
}

/** What became of a table's rows. Figures are those of a plan where nothing was written. */
export interface TableReport {
  readonly table: string;
  readonly kind: KindName;
  readonly rows: number;
  readonly added: number;
  /** In the target already, with the same content. */
  readonly left: number;
  readonly replaced: number;
  readonly skipped: number;
  readonly conflicts: number;
  readonly faults: number;
  /** Added, replaced and left rows whose content was read back from the target; absent where nothing was written. */
  readonly verified?: number;
  /** Columns that go by another name here. */
  readonly renamed: readonly { readonly column: string; readonly field: string }[];
  /** Columns without a field, whose values are in `metadata`. */
  readonly kept: readonly ColumnCount[];
  /** Columns without a field whose values have no place at all. */
  readonly dropped: readonly ColumnCount[];
}

export interface ColumnCount {
  readonly column: string;
  /** Values that are not NULL. */
  readonly values: number;
}

export interface OtherTable {
  readonly table: string;
  readonly type: 'table' | 'view' | 'virtual';
  readonly rows: number;
}

/** Where a row stands in its source. */
export interface RowPlace {
  readonly table: string;
  readonly kind: KindName;
  /** Counted from 1, in the order in which SQLite gives them. */
  readonly row: number;
  readonly id?: string;
}

export interface Conflict extends RowPlace {
  readonly id: string;
  /** The record in the way: another one where a unique value collides. */
  readonly with: string;
  readonly fields: readonly string[];
  readonly resolution: 'failed' | 'skipped' | 'replaced';
}

/** A row that is left behind, and why. */
export interface RowFault extends RowPlace {
  readonly reason: string;
}

/** Something that was read otherwise than it stood there, in so many rows. */
export interface Warning {
  readonly table: string;
  readonly column: string;
  readonly detail: string;
  readonly rows: number;
  /** Ids of the first of them. */
  readonly examples: readonly string[];
}

/** Something that many values of a source have in common. */
export interface Aside {
  readonly detail: string;
  readonly values: number;
}

/** A row as a record of its kind: the fields that the source speaks of, and no others. */
export interface MappedRow extends RowPlace {
  readonly id: string;
  readonly record: AnyRecord;
}
