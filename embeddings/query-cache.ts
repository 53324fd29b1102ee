import { createRecent } from '#src/recent';

import type { Embedder } from './embedder.ts';

/** UTF-16 units. Longer texts are pasted and seldom come again, and a thousand of them could fill the memory. */
const LONGEST = 2_000;

interface QueryCacheOptions {
  /** Default 1,000. */
  readonly entries?: number;
  /** Told how many texts had a vector, and how many had none. */
  readonly onLookUp?: ((hits: number, misses: number) => void) | undefined;
}

/**
 * The same embedder, remembering the vectors of the last `entries` query texts: people repeat a query
 * when they change a filter or turn a page. Passages and very long questions are not remembered.
 */
export function withQueryCache<E extends Embedder>(
  embedder: E,
  { entries = 1_000, onLookUp }: QueryCacheOptions = {},
): E {
  const vectors = createRecent<Float32Array>({ entries });
  const remember = (text: string, vector: Float32Array): void => {
    if (text.length <= LONGEST) vectors.set(text, vector);
  };
  const embedQueries = async (texts: readonly string[]): Promise<readonly Float32Array[]> => {
    const known = new Map(texts.map((text) => [text, vectors.get(text)]));
    const unknown = [...known.keys()].filter((text) => known.get(text) === undefined);
    onLookUp?.(known.size - unknown.length, unknown.length);
    const embedded = unknown.length === 0 ? [] : await embedder.embed(unknown, 'query');
    unknown.forEach((text, index) => known.set(text, embedded[index]));
    return texts.map((text) => {
      const vector = known.get(text);
      if (!vector) throw new Error('an embedder answers one vector for each text');
      remember(text, vector);
      return vector;
    });
  };
  return {
    ...embedder,
    embed: (texts, use) => (use === 'query' ? embedQueries(texts) : embedder.embed(texts, use)),
  };
}
