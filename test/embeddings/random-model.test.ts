import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, it } from 'vitest';

import { loadTransformer } from '#embeddings/transformers';
import { randomModelEntry, writeRandomModel } from '#test/support/random-model';

const TINY = { shape: 'tiny' } as const;

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'random-'))));
afterEach(() => rm(folder, { recursive: true }));

it('a model of random weights has the same bytes for the same seed, and others for another', async () => {
  const weights = async (seed: number, name: string) => {
    await writeRandomModel(join(folder, name), { ...TINY, seed });
    return readFile(join(folder, name, 'onnx', 'model.onnx'));
  };
  const [one, same, other] = await Promise.all([weights(1, 'a'), weights(1, 'b'), weights(2, 'c')]);
  expect(one.equals(same)).toBe(true);
  expect(one.equals(other)).toBe(false);
});

it('a model of random weights puts texts with words in common near each other', async () => {
  await writeRandomModel(folder, TINY);
  const model = await loadTransformer(randomModelEntry('random', TINY), folder);
  const texts = ['the database is slow', 'a slow database', 'charts on a canvas'];
  const [asked, near, far] = await model.embed(texts, 'passage');
  await model.dispose();
  const dot = (other: Float32Array | undefined) =>
    asked?.reduce((sum, value, axis) => sum + value * (other?.[axis] ?? 0), 0) ?? 0;
  expect(asked).toHaveLength(384);
  expect(dot(near)).toBeGreaterThan(dot(far) + 0.1);
});
