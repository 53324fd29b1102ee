import type { ModeUsed, Degradation } from '#src/search/types';

import { LINT_RULES, type LintRule, type Severity } from './lint-types.ts';
import type { Precedents } from './precedents-types.ts';

/** What a check looks for beside what `lint` does. */
const OWN_RULES = {
  near_duplicate: 'warning',
  may_contradict: 'warning',
  number_taken: 'error',
  missing_title: 'warning',
  missing_section: 'warning',
} as const satisfies Readonly<Record<string, Severity>>;

/** What is only good to know of an old file matters in a new one. */
export const CHECK_RULES = {
  ...LINT_RULES,
  no_status: 'warning',
  no_date: 'warning',
  ...OWN_RULES,
} as const satisfies Readonly<Record<LintRule | keyof typeof OWN_RULES, Severity>>;
export type CheckRule = keyof typeof CHECK_RULES;

/** What a file says of itself, as the indexer reads it. */
export interface CheckedFile {
  readonly repo: string;
  /** Relative to the repository, with `/`. */
  readonly path: string;
  readonly title: string;
  readonly status?: string | null | undefined;
  readonly date?: string | null | undefined;
  readonly number?: string | null | undefined;
  readonly supersedes?: readonly string[] | null | undefined;
  readonly superseded_by?: readonly string[] | null | undefined;
  readonly url?: string | null | undefined;
  readonly content: string;
}

export interface CheckRequest {
  /** Files that are about to be committed. */
  readonly drafts: readonly CheckedFile[];
  /** The other decisions of their folders, as they are beside them, all of them: they stand for what is stored of these folders. Default: not known. */
  readonly beside?: readonly Omit<CheckedFile, 'content'>[];
  /** Files that are removed or get another path: what is stored of them is no precedent, and links to them lead nowhere. */
  readonly gone?: readonly Pick<CheckedFile, 'repo' | 'path'>[] | undefined;
  /** Precedents of each list, 1 to 50; default 5. */
  readonly limit?: number | undefined;
}

export interface CheckFinding {
  readonly rule: CheckRule;
  readonly severity: Severity;
  readonly repo: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly sentence: string;
  readonly next: string;
}

export interface CheckedDraft {
  readonly path: string;
  readonly title: string;
  readonly precedents: Precedents;
}

export interface CheckResponse {
  /** By path and line, in files that are not drafts what these bring about. */
  readonly findings: readonly CheckFinding[];
  readonly drafts: readonly CheckedDraft[];
  readonly mode_used: ModeUsed | null;
  readonly degraded: readonly Degradation[];
}
