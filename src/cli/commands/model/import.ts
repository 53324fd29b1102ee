import { Command, Option } from 'commander';

import type { GlobalOptions } from '#src/cli/connection';
import type { Io } from '#src/cli/io';
import { openWorkbench } from '#src/cli/models';
import { namesOption, numberOption, withExamples } from '#src/cli/options';
import { progressFor } from '#src/cli/progress';

/** Of the command line; the others are those of the import. */
interface Options extends GlobalOptions {
  readonly name?: string;
  readonly pooling?: 'cls' | 'mean';
  readonly window?: number;
  readonly queryPrefix?: string;
  readonly passagePrefix?: string;
  readonly quantised?: true;
  readonly languages?: readonly string[];
  readonly licence?: string;
  readonly replace?: true;
}

export const importCommand = (io: Io): Command =>
  withExamples(
    new Command('import')
      .summary('bring a model in from a folder')
      .description(
        'Copies a model in transformers.js layout (config.json, tokenizer.json, tokenizer_config.json, onnx/model.onnx) from a folder, a USB stick for example. ' +
          'A folder that is named like a known model is taken for that one; of another, the options say what its files do not.',
      )
      .argument('<folder>', 'folder of the model')
      .option('--name <name>', 'name of the model (default: that of the folder)')
      .addOption(
        new Option(
          '--pooling <way>',
          'how token vectors become one (default: 1_Pooling/config.json)',
        ).choices(['cls', 'mean']),
      )
      .addOption(
        numberOption(
          '--window <n>',
          'tokens of one input (default: as its files say, 512 at most)',
        ),
      )
      .option('--query-prefix <text>', 'what has to stand before a question')
      .option('--passage-prefix <text>', 'what has to stand before a passage')
      .option('--quantised', 'take onnx/model_quantized.onnx where both weights are there')
      .addOption(namesOption('--languages <codes>', 'languages, for the list: en,de'))
      .option('--licence <name>', 'licence, for the list')
      .option('--replace', 'take the place of another model of this name'),
    'workspace model import /media/usb/gte-small',
    'workspace model import ./our-model --name acme/our-model --pooling mean',
  ).action((folder: string, _: object, command: Command) =>
    importFolder(folder, command.optsWithGlobals<Options>(), io),
  );

const TAKEN_FOR =
  ' It was taken for the known model of that name, whose files nothing here can be compared with.';

async function importFolder(folder: string, options: Options, io: Io): Promise<void> {
  const { tools, asJson, answer } = await openWorkbench(io, options);
  const { name, pooling, window, queryPrefix, passagePrefix, languages, licence, replace } =
    options;
  const progress = await progressFor(io, asJson);
  const imported = await tools
    .importFolder(folder, {
      ...{ name, pooling, queryPrefix, passagePrefix, languages, licence, replace },
      tokenWindow: window,
      dtype: options.quantised ? 'quantised' : undefined,
      progress: (file, done, total) => progress.update(file, done, total),
    })
    .finally(() => progress.end());
  const { entry, isNew, isKnown, folder: to } = imported;
  answer({ ...entry, folder: to, new: isNew }, () =>
    isNew
      ? `${entry.id} is here now, in ${to}: ${String(entry.dimensions)} dimensions, ${String(entry.tokenWindow)} tokens.${isKnown ? TAKEN_FOR : ''}`
      : `${entry.id} is here already, in ${to}.`,
  );
}
