import { z } from 'zod';

import { recordDriftScan } from '#src/operations/drift-scan';

import type { AppDeps } from './deps.ts';
import { sendJson } from './json.ts';
import { fieldsBut, given, operation, takes } from './operation.ts';
import type { Handler } from './routes.ts';
import { envelopeOf } from './write.ts';

/** As many records as any request may write. */
const MOST_DETECTIONS = 10_000;

const DETECTION = takes('drift detection', fieldsBut('drift_detections', 'scan_id'));

export const SCAN = takes('drift scan', {
  ...fieldsBut('drift_scans'),
  detections: z.array(DETECTION.schema).max(MOST_DETECTIONS),
});

/** The scan is the batch's first operation, and its detections follow. */
const inScan = (pointer: string): string =>
  pointer.replace(/^\/(\d+)/, (_, at: string) =>
    at === '0' ? '' : `/detections/${Number(at) - 1}`,
  );

/** POST /api/drift_scans/record: a scan with `detections`, all or nothing. */
export const recordedScan = (deps: AppDeps): Handler =>
  operation(deps, { ...SCAN, within: WITHIN, pointer: inScan }, async (c, records, body) => {
    const { detections, ...scan } = body;
    const kept = await recordDriftScan(records, {
      scan: given(scan),
      detections: detections.map(given),
    });
    return sendJson(c, { ...kept, scan: envelopeOf(kept.scan) }, 201);
  });

const WITHIN = { detections: DETECTION };
