/** What was embedded in a space during the last minute, by whichever process. */
export interface SpacePace {
  /** Fingerprint. */
  readonly space: string;
  readonly records: number;
  readonly passages: number;
  /** Milliseconds that it took; rests are not counted. */
  readonly busy: number;
}

/** The process that indexes. */
export interface IndexHolder {
  readonly holder: string;
  /** ISO; absent where an earlier version of the program has taken the lease. */
  readonly since?: string;
}

/** How fast it goes, as the file tells any process. */
export interface IndexPace {
  indexPace(): Promise<readonly SpacePace[]>;
  /** Undefined when nobody indexes now. */
  indexHolder(): Promise<IndexHolder | undefined>;
}
