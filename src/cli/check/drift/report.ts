import type { DriftReport } from '#src/client/recordings';
import { LEVEL_OF } from '#src/operations/drift/hold';
import { SEVERITIES } from '#src/operations/lint-types';
import { DRIFT_RULES, type DriftFinding, type DriftRule } from '#src/operations/drift/types';

/** A scan of one repository, before it is recorded. */
export interface Scan {
  readonly repo: string;
  readonly findings: readonly DriftFinding[];
  readonly files: number;
  /** Commit that is checked out. */
  readonly commit: string | undefined;
  readonly state: string | undefined;
  /** `hook`, `ci` or `command`. */
  readonly triggeredBy: string;
  readonly startTime: string;
  readonly skipped: number;
}

/** Detections of one scan, the gravest first; a request holds no more. The rest is counted. */
const MOST = 5_000;

/** As the service keeps it. */
export function reportOf(scan: Scan): DriftReport {
  const { repo, findings, files, commit, state, triggeredBy, startTime, skipped } = scan;
  return {
    type: 'check',
    repo,
    start_time: startTime,
    triggered_by: triggeredBy,
    files_scanned: files,
    summary: summaryOf(scan),
    ...(commit !== undefined && { commit_hash: commit }),
    ...(state !== undefined && { state_id: state }),
    metadata: { skipped, left_out: Math.max(0, findings.length - MOST) },
    detections: findings.toSorted(byGravity).slice(0, MOST).map(detectionOf),
  };
}

const byGravity = (a: DriftFinding, b: DriftFinding): number =>
  SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity);

const detectionOf = (finding: DriftFinding): DriftReport['detections'][number] => {
  const { rule, severity, path, component, sentence, expected, found, line, next, facts } = finding;
  return {
    ...{ type: rule, severity: LEVEL_OF[severity], file_path: path, component_id: component },
    ...{ description: sentence, expected, actual: found },
    metadata: { line, suggestion: next, ...facts },
  };
};

const NOUNS: Readonly<Record<DriftRule, readonly [one: string, many: string]>> = {
  forbidden_import: ['forbidden import', 'forbidden imports'],
  misplaced_file: ['misplaced file', 'misplaced files'],
  unmapped_file: ['unmapped file', 'unmapped files'],
};

/** `1 forbidden import, 2 unmapped files in 5 files of core` */
function summaryOf({ findings, files, repo }: Scan): string {
  const rules = Object.keys(DRIFT_RULES) as readonly DriftRule[];
  const counts = rules.flatMap((rule) => {
    const found = findings.filter((each) => each.rule === rule).length;
    return found === 0 ? [] : [`${found} ${NOUNS[rule][found === 1 ? 0 : 1]}`];
  });
  const told = counts.length === 0 ? 'No drift' : counts.join(', ');
  return `${told} in ${files === 1 ? '1 file' : `${files} files`} of ${repo}`;
}
