import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { batchesOf } from '#embeddings/batches';
import { poolRows, toUnit } from '#embeddings/pooling';

describe('poolRows', () => {
  // Two rows of two tokens of two dimensions; the second row has one token and one of padding.
  const output = {
    data: new Float32Array([3, 0, 0, 4, 0, 2, 9, 9]),
    shape: [2, 2, 2],
    lengths: [2, 1],
  } as const;

  it('takes the first token of each row', () => {
    expect(poolRows(output, 'cls').map((vector) => [...vector])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });

  it('takes the mean over tokens that are not padding', () => {
    const [first, second] = poolRows(output, 'mean');
    expect(first?.[0]).toBeCloseTo(0.6);
    expect(first?.[1]).toBeCloseTo(0.8);
    expect([...(second ?? [])]).toEqual([0, 1]);
  });
});

describe('toUnit', () => {
  it.each([
    ['no direction', [0, 0, 0]],
    ['a value that is no number', [1, Number.NaN, 0]],
    ['an infinite value', [1, Number.POSITIVE_INFINITY, 0]],
  ])('makes the first axis of a vector with %s', (_, values) => {
    expect([...toUnit(new Float32Array(values))]).toEqual([1, 0, 0]);
  });
});

describe('batchesOf', () => {
  const anyLengths = fc.array(fc.integer({ min: 0, max: 600 }), { maxLength: 300 });

  it('has every input exactly once', () => {
    fc.assert(
      fc.property(anyLengths, (lengths) => {
        const all = batchesOf(lengths).flat();
        expect([...all].sort((a, b) => a - b)).toEqual(lengths.map((_, index) => index));
      }),
    );
  });

  it('keeps batches to 32 rows and 8,192 tokens with their padding', () => {
    fc.assert(
      fc.property(anyLengths, (lengths) => {
        for (const batch of batchesOf(lengths)) {
          const width = Math.max(...batch.map((index) => lengths[index] ?? 0));
          expect(batch.length).toBeLessThanOrEqual(32);
          expect(width * batch.length).toBeLessThanOrEqual(8_192);
        }
      }),
    );
  });

  it('puts inputs of about the same length together', () => {
    const lengths = Array.from({ length: 64 }, (_, index) => (index % 2 === 0 ? 10 : 200));
    for (const batch of batchesOf(lengths))
      expect(new Set(batch.map((index) => lengths[index])).size).toBe(1);
  });
});
