import { CHECK_RULES, type CheckFinding } from '#src/operations/check-types';
import { DRIFT_RULES, type DriftFinding } from '#src/operations/drift/types';

/** What a check may find: in decisions, or in where files lie and what they import. */
export type AnyFinding = CheckFinding | DriftFinding;

export const ANY_RULES = { ...CHECK_RULES, ...DRIFT_RULES } as const;
export type AnyRule = keyof typeof ANY_RULES;

/** All that a finding says, in one line. */
export function messageOf(finding: AnyFinding): string {
  const held =
    'expected' in finding ? [`Expected: ${finding.expected}; found: ${finding.found}.`] : [];
  return [finding.sentence, ...held, finding.next].join(' ');
}
