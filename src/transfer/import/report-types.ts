import type { KindName } from '#src/kinds/index';

import type { FieldChange, ImportMode, ImportNote, Place } from './types.ts';

/** What an import did, or would do, as it is answered. */
export interface ImportReport {
  readonly mode: ImportMode;
  readonly dry_run: boolean;
  /** Kinds that anything is said of. */
  readonly kinds: readonly KindReport[];
  /** Every record with what would become of it; only of a dry run. */
  readonly records?: readonly RecordReport[];
  /** The first hundred. */
  readonly warnings: readonly ImportNote[];
  readonly warnings_total: number;
  /** The first hundred. */
  readonly faults: readonly FaultReport[];
  readonly faults_total: number;
  /** Whether anything waits to be embedded now; absent of a dry run. */
  readonly index?: 'queued' | 'current';
  /** Every record that was set aside, when that was asked for. */
  readonly quarantined?: readonly QuarantinedRecord[];
}

export interface KindReport {
  readonly kind: KindName;
  readonly added: number;
  readonly changed: number;
  readonly left: number;
  readonly removed: number;
}

export interface RecordReport {
  readonly action: 'added' | 'changed' | 'left' | 'removed';
  readonly kind: KindName;
  /** Absent when the service is to make one. */
  readonly id?: string;
  readonly title?: string;
  readonly source?: Place;
  readonly changes?: readonly FieldChange[];
}

export interface FaultReport {
  readonly file: string;
  readonly pointer: string;
  readonly kind?: KindName;
  readonly id?: string;
  readonly reason: string;
}

export interface QuarantinedRecord extends Place {
  readonly kind?: KindName;
  readonly reasons: readonly { readonly pointer: string; readonly reason: string }[];
  /** As it was given. */
  readonly record: unknown;
}
