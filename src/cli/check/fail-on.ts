import { WorkspaceError } from '#src/errors';
import { SEVERITIES, type Severity } from '#src/operations/lint-types';

import type { AnyFinding } from './found.ts';

type Test = (finding: AnyFinding) => boolean;

const atLeast =
  (least: Severity): Test =>
  ({ severity }) =>
    SEVERITIES.indexOf(severity) <= SEVERITIES.indexOf(least);

/** What a check fails on, by the words of `--fail-on`. */
export const FAILS_ON = {
  none: () => false,
  error: atLeast('error'),
  warning: atLeast('warning'),
  info: atLeast('info'),
  duplicate: ({ rule }) => rule === 'near_duplicate',
  contradiction: ({ rule }) => rule === 'may_contradict',
  drift: ({ rule, severity }) =>
    severity !== 'info' && (rule === 'forbidden_import' || rule === 'misplaced_file'),
} as const satisfies Readonly<Record<string, Test>>;
export type FailOn = keyof typeof FAILS_ON;

/** Code: findings. */
export function failWhen(findings: readonly AnyFinding[], wanted: readonly FailOn[]): void {
  const grave = findings.filter((finding) => wanted.some((each) => FAILS_ON[each](finding)));
  if (grave.length === 0) return;
  throw new WorkspaceError(
    'findings',
    `${grave.length === 1 ? '1 finding' : `${grave.length} findings`} of what --fail-on names (${wanted.join(', ')}).`,
    { next: 'See the list above.' },
  );
}
