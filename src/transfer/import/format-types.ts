import type { ImportRequest } from './types.ts';

/** Formats of other programs that an import reads, beside the JSON of this one (`import --format <name>`). */
export const FOREIGN_FORMAT_NAMES = ['beads'] as const;
export type ForeignFormat = (typeof FOREIGN_FORMAT_NAMES)[number];

/** A file as it was given: its name, for reports, and its text (UTF-8; a byte order mark is allowed). */
export interface SourceFile {
  readonly name: string;
  readonly text: string;
}

/** What the files hold, as records of this program. What cannot be read is in `faults`, what had no place in `warnings`. */
export type SourceReading = Required<Pick<ImportRequest, 'records' | 'faults' | 'warnings'>>;

export interface FormatOptions {
  /** Repository that the records are of, where the file names none. */
  readonly repo?: string;
}

/** Reads files of a format. Pure; throws nothing. */
export type ReadFormat = (files: readonly SourceFile[], options: FormatOptions) => SourceReading;
