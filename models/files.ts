import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';

import type { Dtype, ModelEntry } from './catalog.ts';

/** Files that have to be in a model's folder, the small ones first: what is wrong shows before the long download. */
export const modelFiles = (dtype: Dtype): readonly string[] => [
  'config.json',
  'tokenizer_config.json',
  'tokenizer.json',
  weightsFile(dtype),
];

/** The file with the weights, inside a model's folder. */
export const weightsFile = (dtype: Dtype): string =>
  dtype === 'quantised' ? 'onnx/model_quantized.onnx' : 'onnx/model.onnx';

/** A model's own folder below a models folder. */
export const folderOf = (
  modelsFolder: string,
  { repository }: Pick<ModelEntry, 'repository'>,
): string => join(modelsFolder, ...repository.split('/'));

/** What is recorded of a file. */
export interface FileRecord {
  readonly bytes: number;
  readonly sha256: string;
}

/** Reads a file whole: about 0.1 s for 100 MB. Errors: those of the file system. */
export async function recordOf(path: string): Promise<FileRecord> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** Size in bytes, or nothing where there is no such file. */
export const sizeOf = (path: string): Promise<number | undefined> =>
  stat(path).then(
    (found) => (found.isFile() ? found.size : undefined),
    () => undefined,
  );
