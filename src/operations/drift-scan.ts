import { WorkspaceError } from '#src/errors';
import type { AnyRecord } from '#src/kinds/kind';
import type { Records, Stored } from '#src/store/store';

export interface DriftScan {
  /** Checked fields of the scan. */
  readonly scan: AnyRecord;
  /** Checked fields of what it found, without the scan's id. */
  readonly detections: readonly AnyRecord[];
}

export interface RecordedScan {
  readonly scan: Stored;
  /** Ids in the order given. */
  readonly detections: readonly string[];
}

/**
 * Keeps a scan with all that it found in one batch; the scan is its first operation, so that the
 * fault of detection 3 stands at `/4`. Code: invalid_body (a count that is not that of the list).
 */
export async function recordDriftScan(
  records: Records,
  { scan, detections }: DriftScan,
): Promise<RecordedScan> {
  checkCount(scan['detections_found'], detections.length);
  const { outcomes } = await records.write({
    operations: [
      { op: 'create', kind: 'drift_scans', value: completed(scan, detections.length) },
      ...detections.map((detection) => ({
        op: 'create' as const,
        kind: 'drift_detections' as const,
        value: { repo: scan['repo'] ?? null, ...detection },
        takesIdOf: { scan_id: 0 },
      })),
    ],
  });
  const [first, ...found] = outcomes;
  if (!first?.stored) throw new Error('The store wrote a scan and did not give it back.');
  return { scan: first.stored, detections: found.map(({ id }) => id) };
}

/** A scan that is not running any more has an end. */
function completed(scan: AnyRecord, found: number): AnyRecord {
  const now = new Date().toISOString();
  const end = scan['status'] === 'running' ? {} : { end_time: now };
  return { start_time: now, ...end, ...scan, detections_found: found };
}

function checkCount(given: unknown, found: number): void {
  if (typeof given !== 'number' || given === found) return;
  const detail = `It says ${given}, and ${found} detections are given.`;
  throw new WorkspaceError('invalid_body', detail, {
    issues: [{ pointer: '/detections_found', detail }],
    next: 'Leave it out: the service counts.',
  });
}
