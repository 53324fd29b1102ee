import type { Pooling } from '#models/catalog';

/** Output of a model for a batch, row after row. */
interface ModelOutput {
  readonly data: Float32Array;
  readonly shape: readonly [rows: number, tokens: number, dimensions: number];
  /** Tokens of each row; what follows is padding. */
  readonly lengths: readonly number[];
}

type Pool = (output: ModelOutput, row: number) => Float32Array;

/** One unit vector for each row. */
export function poolRows(output: ModelOutput, pooling: Pooling): Float32Array[] {
  const [rows] = output.shape;
  return Array.from({ length: rows }, (_, row) => toUnit(POOLS[pooling](output, row)));
}

const POOLS: Readonly<Record<Pooling, Pool>> = {
  cls: (output, row) => tokenAt(output, row, 0),
  mean: (output, row) => {
    const sum = new Float32Array(output.shape[2]);
    for (let token = 0; token < (output.lengths[row] ?? 0); token += 1)
      addTo(sum, tokenAt(output, row, token));
    return sum; // the number of tokens only scales it, and it is scaled to one anyway
  },
};

function tokenAt({ data, shape }: ModelOutput, row: number, token: number): Float32Array {
  const [, tokens, dimensions] = shape;
  const start = (row * tokens + token) * dimensions;
  return data.subarray(start, start + dimensions);
}

function addTo(sum: Float32Array, vector: Float32Array): void {
  for (let axis = 0; axis < sum.length; axis += 1)
    sum[axis] = (sum[axis] ?? 0) + (vector[axis] ?? 0);
}

/**
 * Scales to length one. A text without a token that the model knows comes out as the zero vector, which
 * has no direction: it becomes the first axis, so that every stored vector is finite and of unit length.
 */
export function toUnit(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  const unit = new Float32Array(vector.length);
  if (length > 0 && Number.isFinite(length))
    for (let axis = 0; axis < unit.length; axis += 1) unit[axis] = (vector[axis] ?? 0) / length;
  else unit[0] = 1;
  return unit;
}
