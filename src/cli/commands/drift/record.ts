import { Command } from 'commander';

import { readJsonFile } from '#src/cli/input';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { count } from '#src/cli/render/text';
import { inSession } from '#src/cli/session';
import { embedNow } from '#src/cli/settle';
import type { DriftReport } from '#src/client/recordings';

export const recordCommand = (io: Io): Command =>
  withExamples(
    new Command('record')
      .summary('keep a scan with all that it found')
      .description(
        'Keeps a drift scan with its detections, all or nothing: ' +
          '{"repo": …, "detections": [{"severity": …, "file_path": …}]}.',
      )
      .option('--file <path>', 'JSON from a file, or from standard input with -', '-'),
    'workspace drift record --file drift.json',
    'check-drift --json | workspace drift record',
  ).action(
    inSession<[], { readonly file: string }>(io, async (session, _, { file }) => {
      // The service checks it, whatever it is.
      const report = (await readJsonFile(file, io)) as DriftReport;
      const recorded = await session.client.recordDriftScan(report);
      await embedNow(session);
      session.answer(
        recorded,
        () => `recorded ${recorded.scan.id} with ${count(recorded.detections.length, 'detection')}`,
      );
    }),
  );
