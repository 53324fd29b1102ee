import type { CopyProof } from '#src/store/store';

/** A backup that lies in the folder. */
export interface BackupFile {
  /** Its name in the folder. */
  readonly file: string;
  /** When it was begun. */
  readonly at: string;
  readonly bytes: number;
}

/** A backup that was made and proven. */
export interface BackupReport extends BackupFile, CopyProof {
  readonly directory: string;
  readonly seconds: number;
  /** Backups of this database that are in the folder now. */
  readonly kept: number;
  /** Older ones that were removed, by name. */
  readonly removed: readonly string[];
}

/** What is known of backups, for a status line. */
export interface BackupState {
  readonly directory: string;
  /** How many of this database are kept. */
  readonly keep: number;
  /** Seconds between those that the server makes by itself; null when it makes none. */
  readonly every_seconds: number | null;
  /** Whether one is being made by this process. */
  readonly running: boolean;
  /** The newest in the folder. */
  readonly last: BackupFile | null;
  /** Why the last one of this process failed; null once one was made. */
  readonly fault: { readonly at: string; readonly reason: string } | null;
}

/** The backups in the folder, newest first. */
export interface BackupList extends BackupState {
  readonly items: readonly BackupFile[];
}
