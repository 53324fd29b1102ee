import type { RecordOf } from '#src/kinds/index';
import type { Comparison, PatchStep } from '#src/operations/configuration-types';

import { momentOf } from './session.ts';
import type { Style } from './style.ts';
import { table } from './table.ts';
import { oneLine, truncate } from './text.ts';

interface Options {
  readonly style: Style;
  readonly width: number;
}

const MARKS = { add: '+', remove: '-', replace: '~' } as const;

/** A line for each step of a difference: `~ /db/timeout 9`. */
export const renderComparison = (
  { before, after, summary, diff }: Comparison,
  { style, width }: Options,
): string =>
  [
    style.strong(`${before ?? 'nothing'} -> ${after}`),
    ...diff.map((step) => truncate(oneLine(lineOf(step)), width)),
    style.dim(oneLine(summary)),
  ].join('\n');

function lineOf(step: PatchStep): string {
  const value = 'value' in step ? ` ${JSON.stringify(step.value)}` : '';
  return `${MARKS[step.op]} ${step.path}${value}`;
}

const COLUMNS = [
  { heading: 'when' },
  { heading: 'snapshot' },
  { heading: 'repo', optional: true },
  { heading: 'by', optional: true },
  { heading: 'what', flexible: true },
] as const;

/** The changes of a configuration, a line each. */
export const renderChanges = (
  changes: readonly RecordOf<'configuration_changes'>[],
  { style, width }: Options,
): string =>
  changes.length === 0
    ? style.dim('No snapshot of that name is kept.')
    : table(
        COLUMNS,
        changes.map(({ created, snapshot_after_id, repo, changed_by, summary }) => [
          momentOf(created),
          snapshot_after_id,
          repo ?? '',
          changed_by ?? '',
          summary ?? '',
        ]),
        { style, width },
      );
