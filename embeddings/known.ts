import type { Known } from '#models/manifest';

import type { Embedder } from './embedder.ts';

/** Words, digits and punctuation, so that a tokeniser that is not the model's own shows. */
const KNOWN_TEXT = 'We chose SQLite (v3.45) for ADR-016: one file, no server; why not PostgreSQL?';

/** Digits after the point; a vector's axes are below 1, and floats have about 7. */
const DIGITS = 6;

/** Cosine below which a model is not the one that it was: processors differ in the sixth digit only. */
const SAME = 0.9999;

/** What a model makes of the known sentence. */
export async function knownOf(embedder: Embedder): Promise<Known> {
  const [vector = []] = await embedder.embed([KNOWN_TEXT], 'passage');
  return { text: KNOWN_TEXT, vector: Array.from(vector, (value) => Number(value.toFixed(DIGITS))) };
}

/** Cosine between what a model makes of a recorded sentence now and what it made then. */
export async function similarityTo(known: Known, embedder: Embedder): Promise<number> {
  const [vector = new Float32Array()] = await embedder.embed([known.text], 'passage');
  return vector.reduce((sum, value, axis) => sum + value * (known.vector[axis] ?? 0), 0);
}

export const isSame = (similarity: number): boolean => similarity >= SAME;
