import { z } from 'zod';

import { IMPORT_MODES } from '#src/transfer/import/types';
import type { ImportReport as ReportShape } from '#src/transfer/import/report-types';

import { COUNT, KindName, maybe } from './parts.ts';
import { Waited } from './records.ts';

const PLACE = { file: z.string(), pointer: z.string() };
const OF_RECORD = { kind: maybe(KindName), id: maybe(z.string()) };

const Note = z.object({ source: z.object(PLACE), ...OF_RECORD, detail: z.string() });

const PlannedRecord = z.object({
  action: z.enum(['added', 'changed', 'left', 'removed']),
  kind: KindName,
  id: maybe(z.string()),
  title: maybe(z.string()),
  source: maybe(z.object(PLACE)),
  changes: maybe(z.array(z.object({ field: z.string(), before: z.unknown(), after: z.unknown() }))),
});

const Quarantined = z.object({
  ...PLACE,
  kind: maybe(KindName),
  reasons: z.array(z.object({ pointer: z.string(), reason: z.string() })),
  record: z.unknown(),
});

export const ImportReport = z.object({
  mode: z.enum(IMPORT_MODES),
  dry_run: z.boolean(),
  kinds: z.array(
    z.object({ kind: KindName, added: COUNT, changed: COUNT, left: COUNT, removed: COUNT }),
  ),
  records: maybe(z.array(PlannedRecord)).describe('What would become of each; of a dry run only.'),
  warnings: z.array(Note).describe('The first hundred.'),
  warnings_total: COUNT,
  faults: z.array(z.object({ ...PLACE, ...OF_RECORD, reason: z.string() })),
  faults_total: COUNT,
  index: maybe(z.enum(['queued', 'current'])),
  quarantined: maybe(z.array(Quarantined)),
  waited: maybe(Waited),
}) satisfies z.ZodType<ReportShape>;

export const Bundle = z
  .record(z.string(), z.unknown())
  .describe('Files by their names, each as the file has it; or lists by the names of their kinds.');
