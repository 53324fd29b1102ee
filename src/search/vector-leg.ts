import type { Embedder } from '#embeddings/embedder';
import type { IndexStatus, Place } from '#src/store/store';

/** A vector in the file's current space, or why there is none. */
export type VectorAnswer = Place | { readonly reason: string };

interface Leg {
  readonly embedder: Embedder | undefined;
  readonly index: Pick<IndexStatus, 'space' | 'model'>;
}

/** UTF-16 units of a text that are embedded as a query: more than any model's token window. */
const MAX_TEXT = 4_000;

/** Embeds a query. A model that fails is an answer here, never an error: keywords still answer. */
export async function queryVector({ embedder, index }: Leg, text: string): Promise<VectorAnswer> {
  const mismatch = spaceFault(embedder, index);
  if (mismatch) return { reason: mismatch };
  if (text.trim() === '') return { reason: 'The query has no words to take a meaning from.' };
  try {
    const [vector] = (await embedder?.embed([text.slice(0, MAX_TEXT)], 'query')) ?? [];
    if (vector && index.space !== undefined) return { space: index.space, vector };
    return { reason: 'The model gave no vector.' };
  } catch (error) {
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** Why vectors of the file and of this process cannot meet, or undefined. */
export function spaceFault(
  embedder: Embedder | undefined,
  { space, model }: Leg['index'],
): string | undefined {
  if (!embedder) return 'No embedding model is loaded.';
  if (space === undefined) return 'Nothing has been embedded yet.';
  if (space === embedder.info.fingerprint) return undefined;
  return `The file's vectors were made by ${model ?? 'another model'} (${space}), this process has ${embedder.info.model} (${embedder.info.fingerprint}).`;
}
