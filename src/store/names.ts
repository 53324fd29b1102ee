import type { RecordRow, Selection } from './search-index.ts';

/** Records by what people call them, and in the order of a list rather than of a ranking. */
export interface Names {
  /**
   * Rows of the records with text whose id, title, number (`#12`, `ADR-0012`, `core#12`), path or
   * file name this text is, whatever its case; in row order. Where there is none: those that it names
   * with zeros, a number before a title or punctuation left out or added, by the end of a path, or
   * with the kind before it (`src/kinds/name-forms.ts`). Looked up, never scanned.
   */
  named(text: string): Promise<readonly RecordRow[]>;
  /** The rows of a selection by the date facet of their kinds, newest first; those without a date last, ties by row, latest first. */
  newest(selection: Selection): Promise<readonly RecordRow[]>;
}
