/** Beyond these one SQLite file is not the best home any more. */
export interface GrowthLimits {
  /** Records of all kinds. */
  readonly rows: number;
  /** Bytes of the structured tables; vectors and keywords do not count (DESIGN, resolved question 14). */
  readonly structured_bytes: number;
  /** Bytes of the feed of changes with the old values of records. */
  readonly history_bytes: number;
  /** Agents that write within the same minute. */
  readonly writers: number;
}

export interface GrowthWarning {
  readonly code: 'many_rows' | 'large_tables' | 'long_history' | 'many_writers';
  readonly sentence: string;
  /** What to do. */
  readonly next: string;
}

export interface GrowthReport {
  readonly rows: number;
  /** Bytes of the structured tables; null where they cannot be measured. A figure holds for a minute. */
  readonly structured_bytes: number | null;
  /** Bytes of what records were before; null where they cannot be measured. */
  readonly history_bytes: number | null;
  /** Who has written within the last minute. */
  readonly writers: readonly string[];
  readonly limits: GrowthLimits;
  readonly warnings: readonly GrowthWarning[];
}
