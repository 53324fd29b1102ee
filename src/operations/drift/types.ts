import type { RecordOf } from '#src/kinds/index';
import type { Severity } from '#src/operations/lint-types';

/** What is looked for; the severity is that of a rule or placement that says nothing else. */
export const DRIFT_RULES = {
  forbidden_import: 'error',
  misplaced_file: 'warning',
  unmapped_file: 'info',
} as const satisfies Readonly<Record<string, Severity>>;
export type DriftRule = keyof typeof DRIFT_RULES;

/** What is stored of where things should be, of one repository. */
export interface Architecture {
  readonly components: readonly RecordOf<'architecture_components'>[];
  readonly placements: readonly RecordOf<'component_placements'>[];
  readonly mappings: readonly RecordOf<'code_component_mappings'>[];
  readonly rules: readonly RecordOf<'import_rules'>[];
}

/** What a source file names as imported. */
export interface Import {
  /** As it is written, without quotes. */
  readonly specifier: string;
  /** From 1. */
  readonly line: number;
  /** Of a module that is imported from by name (Python): each may be a module of its own. */
  readonly names?: readonly string[];
}

/** A file of the repository that is held against the architecture. */
export interface SourceFile {
  /** Relative to the repository, with `/`. */
  readonly path: string;
  /** Where it was before it was renamed. */
  readonly previousPath?: string | undefined;
  /** Absent for what is no text, or too much of it: then only its place counts. */
  readonly text?: string | undefined;
}

/** What a path in an import may lead to. */
export interface SourceTree {
  hasFile(path: string): boolean;
  hasFolder(path: string): boolean;
  /** Files whose path ends with this one, at a folder's border; without regard to case. */
  endingWith(path: string): readonly string[];
  /** Names that lead elsewhere: `#src/*` of a package.json, `paths` of a tsconfig.json. */
  readonly aliases: readonly Alias[];
  /** Packages that lie in this repository, by name. */
  readonly packages: ReadonlyMap<string, string>;
}

export interface Alias {
  /** Folder that it holds in, relative to the repository; empty for all of it. */
  readonly folder: string;
  /** With at most one `*`. */
  readonly pattern: string;
  /** Relative to the repository, in order of preference. */
  readonly targets: readonly string[];
}

export interface DriftFinding {
  readonly rule: DriftRule;
  readonly severity: Severity;
  readonly repo: string;
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly component: string | null;
  readonly expected: string;
  readonly found: string;
  /** What is wrong. */
  readonly sentence: string;
  /** What to do about it. */
  readonly next: string;
  /** Further facts for the record: the rule's id, the specifier, the target. */
  readonly facts: Readonly<Record<string, string | number>>;
}
