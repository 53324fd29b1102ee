import { join } from 'node:path';

import { createWorkerEmbedder, type WorkerEmbedder } from '#embeddings/worker-embedder';
import { DEFAULT_MODEL, type ModelEntry } from '#models/catalog';
import { packageRoot } from '#src/package-root';
import { randomModelEntry, writeRandomModel } from '#test/support/random-model';

import type { Bench } from './bench.ts';

export interface MeasuredModel {
  readonly name: string;
  readonly entry: ModelEntry;
  readonly folder: string;
  /** As many as are embedded in some seconds. */
  readonly passages: number;
  /** Records on which each step is measured by itself. */
  readonly sample: number;
  /** A new one, in a worker of its own. */
  embedder(): WorkerEmbedder;
}

/** Of a transformer as many times fewer as it is slower. */
const SLOWER = 50;

/** The model that ships, and beside it one in the shape of all-MiniLM-L6-v2, of random weights. */
export async function measuredModels(bench: Bench): Promise<readonly MeasuredModel[]> {
  const { quick, folder, passages = quick ? 2_000 : 10_000 } = bench;
  const shape = { shape: 'minilm' } as const;
  const random = join(folder, 'minilm');
  await writeRandomModel(random, shape);
  return [
    measured({
      ...{ name: 'the shipped model', entry: DEFAULT_MODEL, passages, sample: 100 },
      folder: join(packageRoot(), 'models', DEFAULT_MODEL.repository),
    }),
    measured({
      ...{ name: 'a MiniLM-size model of random weights', folder: random },
      entry: randomModelEntry('minilm', shape),
      passages: Math.ceil(Math.min(passages, 10_000) / SLOWER),
      sample: 5,
    }),
  ];
}

const measured = (model: Omit<MeasuredModel, 'embedder'>): MeasuredModel => ({
  ...model,
  embedder: () =>
    createWorkerEmbedder({
      model: model.entry,
      source: { modelsFolder: model.folder, localFolder: model.folder },
    }),
});
