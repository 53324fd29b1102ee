import type { AuditCheck } from '#src/store/store';

import type { Severity } from './lint-types.ts';

/** How a check's finding is told. */
export interface CheckWords {
  readonly severity: Severity;
  /** After the number: "3 vectors are damaged". */
  readonly says: (count: number) => string;
  /** Default: what `--fix` mends. */
  readonly next?: string;
}

export const FIX = 'Run `workspace doctor --fix`.';
export const RESTORE =
  'Stop every process that uses the file, and restore a backup with `workspace restore <file> --force`, which keeps the damaged one aside; or export what can be read and import it into a new file.';

const things =
  (one: string, many: string) =>
  (count: number): string =>
    count === 1 ? `1 ${one}` : `${count.toLocaleString('en-US')} ${many}`;

const error = (one: string, many: string, next?: string): CheckWords => ({
  severity: 'error',
  says: things(one, many),
  ...(next !== undefined && { next }),
});

/** What is found in the file itself. */
export const FILE_WORDS: Readonly<Record<AuditCheck, CheckWords>> = {
  file_damage: error(
    'fault of the file itself was found by SQLite.',
    'faults of the file itself were found by SQLite.',
    RESTORE,
  ),
  keyword_damage: error(
    'fault of the keyword index was found by SQLite.',
    'faults of the keyword index were found by SQLite.',
  ),
  broken_reference: error(
    'record refers to one that is not there.',
    'records refer to some that are not there.',
    'Correct the reference with `workspace update`, or restore the record from its history.',
  ),
  unknown_record: error(
    'record was written past this program, and no search finds it.',
    'records were written past this program, and no search finds them.',
  ),
  lost_record: error(
    'record was deleted past this program, and searches still count it.',
    'records were deleted past this program, and searches still count them.',
  ),
  orphan_section: error(
    'section is left of a record that is gone.',
    'sections are left of records that are gone.',
  ),
  orphan_passage: error('passage belongs to nothing.', 'passages belong to nothing.'),
  orphan_vector: error('vector belongs to no passage.', 'vectors belong to no passage.'),
  orphan_keywords: error(
    'record that is gone is still in the keyword index.',
    'records that are gone are still in the keyword index.',
  ),
  orphan_name: error(
    'name is that of a record that is gone.',
    'names are those of records that are gone.',
  ),
  orphan_job: error('job of the index is for nothing.', 'jobs of the index are for nothing.'),
  missing_sections: error(
    'record has lost its text for searches.',
    'records have lost their text for searches.',
  ),
  missing_keywords: error(
    'record is missing in the keyword index.',
    'records are missing in the keyword index.',
  ),
  missing_vector: error('passage has no vector.', 'passages have no vector.'),
  damaged_vector: error('vector is damaged.', 'vectors are damaged.'),
  outdated_text: {
    severity: 'warning',
    says: things(
      'record is searched by a text that it has no longer, or that another version of this program has cut.',
      'records are searched by texts that they have no longer, or that another version of this program has cut.',
    ),
  },
  outdated_names: {
    severity: 'warning',
    says: things(
      'record is found by names that are not its own, or that another version of this program has given.',
      'records are found by names that are not their own, or that another version of this program has given.',
    ),
  },
  not_queued: error(
    'record has text that is neither embedded nor waits for it.',
    'records have text that is neither embedded nor waits for it.',
  ),
};

/** What is found by looking at the index as a whole. */
export const INDEX_WORDS = {
  stale_passage: error(
    'record has passages of another text than its own, or has lost some.',
    'records have passages of other texts than their own, or have lost some.',
  ),
  failed_job: {
    severity: 'warning',
    says: things('record could not be embedded.', 'records could not be embedded.'),
    next: 'See the reasons with `workspace status`, and try again with `workspace index --retry`.',
  },
  coverage: {
    severity: 'warning',
    says: things(
      'character of the text has no vector, though nothing waits.',
      'characters of the text have no vector, though nothing waits.',
    ),
    next: 'What `workspace doctor --fix` does not embed anew, `workspace model use <name>` does, with all other vectors.',
  },
  model: {
    severity: 'warning',
    says: () => 'The vectors of the file do not fit the models of this program.',
    next: 'See `workspace model list` and `workspace model spaces`.',
  },
} as const satisfies Readonly<Record<string, CheckWords>>;
