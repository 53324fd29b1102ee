/**
 * A section: a piece of a record's text as its author cut it. Model-independent, what the
 * keyword index holds, and what passages point into.
 */
export interface Section {
  /** The record's field that the text comes from. */
  readonly field: string;
  /** Headings above the text, outermost first, without the record's own title. */
  readonly heading: readonly string[];
  readonly text: string;
  /** UTF-16 offsets of the text in the field: `record[field].slice(start, end)`. */
  readonly start: number;
  readonly end: number;
}
