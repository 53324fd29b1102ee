import { Command } from 'commander';

import type { GlobalOptions } from '#src/cli/connection';
import type { ExportOptions } from '#src/cli/exporting';
import type { Io } from '#src/cli/io';
import { kindOption, withExamples } from '#src/cli/options';
import { inSession } from '#src/cli/session';

export const exportCommand = (io: Io): Command =>
  withExamples(
    new Command('export')
      .summary('write all records as JSON files')
      .description(
        'Writes WORKSPACE-TASKS.json, CROSS-REPO-ISSUES.json, SESSION-LOG.json, ' +
          'ARCHITECTURE-DECISIONS.json and a file for each other kind that holds records. ' +
          'Files whose records have not changed stay as they are.',
      )
      .option(
        '--dir <folder>',
        'where to, - for standard output (default: EXPORT_DIR, or exports beside the database)',
      )
      .addOption(kindOption()),
    'workspace export',
    'workspace export --dir ../workspace-records --kind task,issue',
    'workspace export --dir - --kind decision > decisions.json',
  ).action(async (...given: unknown[]) => {
    const { exportTo } = await import('#src/cli/exporting');
    const { db } = (given.at(-1) as Command).optsWithGlobals<GlobalOptions>();
    await inSession<[], ExportOptions>(io, (session, _, options) =>
      exportTo(session, { ...options, ...(db !== undefined && { db }) }),
    )(...given);
  });
