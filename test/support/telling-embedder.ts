import { setTimeout as sleep } from 'node:timers/promises';

import type { EmbedderState } from '#embeddings/embedder';
import type { PooledEmbedder } from '#embeddings/pool';
import { createFakeEmbedder, type FakeEmbedderOptions } from '#test/support/fake-embedder';

export interface TellingOptions extends FakeEmbedderOptions {
  readonly model: string;
  readonly dimensions: number;
  /** The axis of `w0`. Two models whose first axes differ never mean the same by the same vector. */
  readonly firstAxis: number;
  /** Milliseconds that it takes to load. Default 0. */
  readonly loading?: number;
  /** Milliseconds that a call takes. Default 0. */
  readonly working?: number;
}

/**
 * An embedder whose vectors tell the model and the word: a text with the word `w7` is the axis
 * `firstAxis + 7` alone. So a text found by it has the cosine 1, and one of another word, or of another model, 0.
 */
export function createTellingEmbedder(options: TellingOptions): PooledEmbedder {
  const { dimensions, firstAxis, loading = 0, working = 0 } = options;
  const fake = createFakeEmbedder(options);
  let state: EmbedderState = { state: 'loading' };
  let loaded: Promise<void> | undefined;
  const load = (): Promise<void> =>
    (loaded ??= sleep(loading).then(() => {
      state = { state: 'ready' };
    }));
  return {
    ...fake,
    load,
    state: () => state,
    embed: async (texts) => {
      await load();
      await sleep(working);
      return texts.map((text) => {
        const [, word = '0'] = /\bw(\d+)\b/.exec(text) ?? [];
        const vector = new Float32Array(dimensions);
        vector[(firstAxis + Number(word)) % dimensions] = 1;
        return vector;
      });
    },
  };
}
