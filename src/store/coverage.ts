/** A section, and where passages of the current space lie in it. */
export interface SpannedSection {
  readonly section: number;
  readonly text: string;
  /** UTF-16 offsets into the text, in order. */
  readonly spans: readonly { readonly start: number; readonly end: number }[];
}

export interface Coverage {
  /** Up to `limit` sections with numbers above `after`, in the order of their numbers. Without a current space none has spans. */
  spannedSections(after: number, limit: number): Promise<readonly SpannedSection[]>;
}
