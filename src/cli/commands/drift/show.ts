import { Command } from 'commander';

import type { Io } from '#src/cli/io';
import { tableWidth } from '#src/cli/listing';
import { withExamples } from '#src/cli/options';
import { renderDetections } from '#src/cli/render/drift';
import { renderRecord } from '#src/cli/render/records';
import { inSession } from '#src/cli/session';

/** Detections that are shown; the rest is counted. */
const SHOWN = 200;

export const showCommand = (io: Io): Command =>
  withExamples(
    new Command('show')
      .summary('show a scan with its detections')
      .description('Shows a drift scan with its detections, the gravest first.')
      .argument('<id>', 'the scan'),
    'workspace drift show SCAN-01JD8Z3K',
  ).action(
    inSession<[id: string], object>(io, async (session, [id]) => {
      const scan = await session.client.get({ kind: 'drift_scans', id });
      const detections = await session.client.list('drift_detections', {
        filters: [['scan_id__eq', id]],
        sort: 'severity,file_path',
        limit: SHOWN,
      });
      const options = { style: session.style, width: tableWidth(io) };
      session.answer({ scan, detections }, () =>
        [renderRecord(scan, session), '', renderDetections(detections, options)].join('\n'),
      );
    }),
  );
