import { Command, Option } from 'commander';

import type { ImportCommandOptions } from '#src/cli/importing';
import type { Io } from '#src/cli/io';
import { withExamples } from '#src/cli/options';
import { FOREIGN_FORMAT_NAMES } from '#src/transfer/import/format-types';
import { IMPORT_MODES, UNKNOWN_FIELDS } from '#src/transfer/import/types';

export const importCommand = (io: Io): Command =>
  withExamples(
    new Command('import')
      .summary('bring JSON files in, all or nothing')
      .description(
        'Reads JSON files, or all files of an export in a folder, and writes their records in one ' +
          'step, or says what is wrong and writes nothing. A list is an array, an object with the ' +
          'array under its usual key, or an object keyed by id; a file that --quarantine wrote ' +
          'can be corrected and imported.',
      )
      .argument('<files...>', 'JSON files, folders of them, or - for standard input')
      .addOption(
        new Option(
          '--mode <mode>',
          'merge: the given fields of the given records; replace: what is not in the file of a kind goes',
        )
          .choices(IMPORT_MODES)
          .default('merge'),
      )
      .option('--dry-run', 'say what would be done, record by record, and write nothing')
      .option('--quarantine <file>', 'write bad records there, and import the others')
      .addOption(
        new Option('--unknown <what>', 'fields that a kind lacks: refuse, or keep in metadata')
          .choices(UNKNOWN_FIELDS)
          .default('refuse'),
      )
      .addOption(
        new Option('--format <format>', 'format of the files')
          .choices(['json', ...FOREIGN_FORMAT_NAMES])
          .default('json'),
      )
      .option('--kind <kind>', 'kind of the records in every file, whatever it is called')
      .option('--repo <name>', 'repository of records whose file names none (other formats)')
      .option('--no-wait', 'do not wait until all is embedded'),
    'workspace import data/exports --mode replace --dry-run',
    'workspace import WORKSPACE-TASKS.json SESSION-LOG.json --unknown metadata --quarantine bad.json',
    'workspace import - --kind task < tasks.json',
    'workspace import issues.jsonl --format beads --repo meridian-core',
  ).action(async (paths: readonly string[], _: object, command: Command) => {
    const { runImport } = await import('#src/cli/importing');
    await runImport(paths, command.optsWithGlobals<ImportCommandOptions>(), io);
  });
