import type { AnyRecord } from './kind.ts';

/** The JSON file of a kind's records: `{"tasks": [...]}` in WORKSPACE-TASKS.json. */
export interface RecordFile {
  readonly name: string;
  /** Under which the list of records stands. */
  readonly key: string;
  /** Written even when the kind holds nothing. */
  readonly always: boolean;
}

/** The file of a kind: its own, or its name in capitals with dashes. */
export const recordFile = (kind: string, given: Partial<RecordFile> = {}): RecordFile => ({
  name: `${kind.toUpperCase().replaceAll('_', '-')}.json`,
  key: kind,
  always: false,
  ...given,
});

/** Records that older files keep inside a record of another kind (a session log with its activities). */
export interface NestedRecords {
  /** The kind that they are of. */
  readonly kind: string;
  /** Names under which they stand. */
  readonly under: readonly string[];
  /** Fields that they have from the record around them, unless given: their field, its field. */
  readonly inherits: Readonly<Record<string, string>>;
  /** Fields of one that is a text alone. */
  readonly ofText?: { readonly field: string; readonly others: AnyRecord };
  /** Their field with the id of the record that is meant; a whole record in its place is one of that kind. */
  readonly reference?: string;
}
