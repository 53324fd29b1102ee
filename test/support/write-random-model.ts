import { RANDOM_SHAPES, writeRandomModel, type RandomModel } from './random-model.ts';

/** `tsx --conditions=source test/support/write-random-model.ts <folder> [tiny|minilm] [seed]` */
const [folder, shape = 'tiny', seed = '1'] = process.argv.slice(2);

const isShape = (name: string): name is RandomModel['shape'] => name in RANDOM_SHAPES;

if (folder === undefined || !isShape(shape)) {
  process.stderr.write(`Give a folder, and one of: ${Object.keys(RANDOM_SHAPES).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  await writeRandomModel(folder, { shape, seed: Number(seed) });
}
