/** Vectors end to end in one buffer: a message that moves one buffer costs a tenth of one that moves hundreds. */
export interface PackedVectors {
  readonly values: Float32Array<ArrayBuffer>;
  /** Of each vector, in order. */
  readonly lengths: readonly number[];
}

export function pack(vectors: readonly Float32Array[]): PackedVectors {
  const lengths = vectors.map(({ length }) => length);
  const values = new Float32Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  for (const vector of vectors) {
    values.set(vector, at);
    at += vector.length;
  }
  return { values, lengths };
}

/** Each with its own memory: one that is kept must not keep all the others. */
export function unpack({ values, lengths }: PackedVectors): readonly Float32Array[] {
  let at = 0;
  return lengths.map((length) => values.slice(at, (at += length)));
}
