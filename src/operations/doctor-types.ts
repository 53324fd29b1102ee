import type { Severity } from './lint-types.ts';

/** One thing that is not as it should be. */
export interface DoctorFinding {
  /** Name of the check; a script may rely on it. */
  readonly check: string;
  /** `error`: answers are wrong or missing. `warning`: they may be. */
  readonly severity: Severity;
  readonly count: number;
  /** Where one of them is. */
  readonly example: string | null;
  /** What is wrong. */
  readonly sentence: string;
  /** What to do about it. */
  readonly next: string;
  /** Whether `--fix` mends it. */
  readonly fixable: boolean;
}

export interface DoctorReport {
  /** Errors first. */
  readonly findings: readonly DoctorFinding[];
  readonly counts: Readonly<Record<Severity, number>>;
  /** Names of all checks that were made. */
  readonly checks: readonly string[];
}

/** The report after mending, and what was found before. */
export interface DoctorFixed extends DoctorReport {
  readonly fixed: readonly DoctorFinding[];
}

/** The file written anew, in bytes. */
export interface VacuumReport {
  readonly before: number;
  readonly after: number;
  readonly seconds: number;
}
