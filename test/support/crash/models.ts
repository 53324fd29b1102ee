import { setTimeout as sleep } from 'node:timers/promises';

import type { Embedders } from '#embeddings/embedder';
import type { MakeEmbedder, PooledEmbedder } from '#embeddings/pool';
import { createFakeEmbedder } from '#test/support/fake-embedder';

/** The models that a file under the crash test changes between, by their dimensions. */
export const MODELS = { alpha: 24, beta: 40 } as const;
export type ModelName = keyof typeof MODELS;

const isModel = (name: string): name is ModelName => name in MODELS;

/** `working`: milliseconds that a call takes, so that a process can be killed within one. */
function embedderOf(model: ModelName, working: number): PooledEmbedder {
  const fake = createFakeEmbedder({ model, dimensions: MODELS[model], window: 24 });
  return {
    ...fake,
    load: async () => undefined,
    state: () => ({ state: 'ready' }),
    embed: async (texts, use) => {
      if (working > 0) await sleep(working);
      return fake.embed(texts, use);
    },
  };
}

export const makeEmbedder: MakeEmbedder = async (name) =>
  isModel(name) ? embedderOf(name, 3) : undefined;

/** For whoever checks, without a pause. */
export function embedders(): Embedders {
  const all = { alpha: embedderOf('alpha', 0), beta: embedderOf('beta', 0) };
  return { first: 'alpha', of: async (name) => (isModel(name) ? all[name] : undefined) };
}
