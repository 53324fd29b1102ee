/** Most inputs of one run of a model. */
const MOST_ROWS = 32;

/** Most tokens of one run, padding included: attention at 512 tokens takes about 12 MB a row and layer. */
const MOST_TOKENS = 8_192;

/**
 * Groups inputs of about the same length, so that little padding is computed. Answers indices into
 * `lengths` (in tokens): each exactly once.
 */
export function batchesOf(lengths: readonly number[]): readonly (readonly number[])[] {
  const batches: number[][] = [];
  let room = 0;
  for (const index of longestFirst(lengths)) {
    const batch = batches.at(-1);
    if (batch && batch.length < room) batch.push(index);
    else {
      batches.push([index]);
      room = Math.min(MOST_ROWS, Math.floor(MOST_TOKENS / Math.max(1, lengths[index] ?? 0)));
    }
  }
  return batches;
}

const longestFirst = (lengths: readonly number[]): readonly number[] =>
  lengths.map((_, index) => index).sort((a, b) => (lengths[b] ?? 0) - (lengths[a] ?? 0));
