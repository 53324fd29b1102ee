import type { KindName } from '#src/kinds/index';

export const SEVERITIES = ['error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What is looked for, and how much it matters: an error makes an answer wrong, a warning may, the rest is good to know. */
export const LINT_RULES = {
  dangling_link: 'error',
  ambiguous_link: 'warning',
  unlinked_reference: 'info',
  cycle: 'error',
  duplicate_number: 'error',
  still_accepted: 'error',
  predecessor_silent: 'warning',
  successor_silent: 'info',
  no_successor: 'warning',
  reversed_dates: 'warning',
  twins_disagree: 'warning',
  stale_proposal: 'warning',
  no_status: 'info',
  no_date: 'info',
} as const satisfies Readonly<Record<string, Severity>>;
export type LintRule = keyof typeof LINT_RULES;

export interface Finding {
  readonly rule: LintRule;
  readonly severity: Severity;
  readonly kind: KindName;
  readonly id: string;
  readonly title: string;
  readonly repos: readonly string[];
  /** Of a document, relative to its repository. */
  readonly path?: string;
  /** From 1, in the document; absent when no line says it. */
  readonly line?: number;
  /** What is wrong. */
  readonly sentence: string;
  /** What to do about it. */
  readonly next: string;
}

export interface LintResponse {
  /** Errors first, then by repository, path and id. */
  readonly findings: readonly Finding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** Decisions and other records with a state that were looked at. */
  readonly checked: number;
}
