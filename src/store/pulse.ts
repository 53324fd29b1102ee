/** What a file takes on the disk. */
export interface Pulse {
  readonly bytes: number;
  /** Of what is written and not yet moved into the file itself. */
  readonly walBytes: number;
}

/** What a supervisor asks of a file, several times a minute. */
export interface Pulses {
  /**
   * Reads the file; never more than a few milliseconds. Codes: database_newer when a later version of the
   * program has changed its tables since it was opened, database_invalid when another file lies in its place.
   */
  pulse(): Promise<Pulse>;
}
