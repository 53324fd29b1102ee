import type { KindName } from '#src/kinds/index';
import type { AnyRecord } from '#src/kinds/kind';

/** Where a record stands in what was given: a file (or another source), and an RFC 6901 pointer or a line within it. */
export interface Place {
  readonly file: string;
  readonly pointer: string;
}

/** A record as data, not checked yet. Its id may be missing in a merge. */
export interface PlacedRecord {
  readonly kind: KindName;
  readonly value: AnyRecord;
  readonly source: Place;
  /** What goes into its `metadata`, beside what stands there. */
  readonly extra?: AnyRecord;
  /** Added or changed, but never the reason that others of its kind are removed: it came nested in another record. */
  readonly aside?: boolean;
}

/**
 * `merge`: the given fields of the given records; what is not given stays.
 * `replace`: each kind that is named becomes exactly what is given.
 */
export type ImportMode = 'merge' | 'replace';
export const IMPORT_MODES = ['merge', 'replace'] as const satisfies readonly ImportMode[];

/** What becomes of a field that the kind lacks: a fault, or kept in the record's `metadata`. */
export type UnknownFields = 'refuse' | 'metadata';
export const UNKNOWN_FIELDS = ['refuse', 'metadata'] as const satisfies readonly UnknownFields[];

export interface ImportRequest {
  readonly records: readonly PlacedRecord[];
  readonly mode: ImportMode;
  /** Default `refuse`. */
  readonly unknown?: UnknownFields;
  /** Bad records are set aside (`plan.faults`) and the others imported, instead of nothing. Default false. */
  readonly quarantine?: boolean;
  /** Kinds that a replacement empties of what is not given; default: those of the records that are not `aside`. */
  readonly kinds?: readonly KindName[];
  /** What reading has found already; it goes before what checking finds. */
  readonly faults?: readonly ImportFault[];
  readonly warnings?: readonly ImportNote[];
}

/** Something that a person should know of a record that is imported all the same. */
export interface ImportNote {
  readonly source: Place;
  readonly kind?: KindName;
  readonly id?: string;
  readonly detail: string;
}

/** Why a record cannot be imported. A record with several faults has several of these. */
export interface ImportFault {
  /** The record, or the very field within it. */
  readonly source: Place;
  readonly reason: string;
  readonly kind?: KindName;
  readonly id?: string;
  /** The record as it was given. */
  readonly given?: PlacedRecord;
  /** What stands there, where it could not be read as a record. */
  readonly record?: unknown;
}

export interface FieldChange {
  readonly field: string;
  readonly before: unknown;
  readonly after: unknown;
}

export interface PlannedRecord {
  readonly kind: KindName;
  /** Absent when the service is to make one. */
  readonly id?: string;
  readonly source: Place;
}

export interface AddedRecord extends PlannedRecord {
  readonly value: AnyRecord;
}

export interface ChangedRecord extends PlannedRecord {
  readonly id: string;
  /** The whole record as it will be. */
  readonly value: AnyRecord;
  readonly changes: readonly FieldChange[];
  /** The record is only written while it has this etag. */
  readonly etag: string;
}

export interface RemovedRecord {
  readonly kind: KindName;
  readonly id: string;
  readonly etag: string;
  /** As it was stored. */
  readonly record: AnyRecord;
}

/** All that an import would do. Nothing is written yet. */
export interface ImportPlan {
  readonly mode: ImportMode;
  readonly quarantine: boolean;
  readonly added: readonly AddedRecord[];
  readonly changed: readonly ChangedRecord[];
  readonly left: readonly PlannedRecord[];
  readonly removed: readonly RemovedRecord[];
  readonly warnings: readonly ImportNote[];
  /** With `quarantine`, records that are set aside; otherwise reasons not to import at all. */
  readonly faults: readonly ImportFault[];
}

export interface ImportReceipt {
  readonly added: number;
  readonly changed: number;
  readonly left: number;
  readonly removed: number;
  /** Records that were set aside. */
  readonly quarantined: number;
}
