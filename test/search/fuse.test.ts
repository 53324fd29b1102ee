import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { FUSION_METHODS, type Leg } from '#src/search/fuse';

const leg = (scores: Readonly<Record<number, number>>, more: Partial<Leg> = {}): Leg => ({
  scores: new Map(Object.entries(scores).map(([row, score]) => [Number(row), score])),
  weight: 1,
  ...more,
});

const orderOf = (method: keyof typeof FUSION_METHODS, rows: readonly number[], legs: Leg[]) =>
  FUSION_METHODS[method](rows, legs).map(({ row }) => row);

describe('fusion by standardised scores', () => {
  it('recomputes by hand: z-scores over all rows, absent words as 0', () => {
    const words = leg({ 1: 6 }, { absent: 0 });
    const [first, second] = FUSION_METHODS.standardised([1, 2, 3], [words]);
    // mean 2, deviation sqrt((16 + 4 + 4) / 3)
    expect(first?.score).toBeCloseTo(4 / Math.sqrt(8), 10);
    expect(second?.score).toBeCloseTo(-2 / Math.sqrt(8), 10);
  });

  it('lets the leg decide that tells records apart most clearly', () => {
    const words = leg({ 1: 20, 2: 1, 3: 1 }, { absent: 0 });
    const meaning = leg({ 1: 0.3, 2: 0.31, 3: 0.29, 4: 0.3 });
    expect(orderOf('standardised', [1, 2, 3, 4], [words, meaning])[0]).toBe(1);
  });

  it('neither favours nor loses a record that is not embedded yet', () => {
    const meaning = leg({ 1: 0.9, 2: 0.1 });
    expect(orderOf('standardised', [1, 2, 3], [meaning])).toEqual([1, 3, 2]);
  });

  it('orders equal scores by row', () => {
    expect(orderOf('standardised', [3, 1, 2], [leg({})])).toEqual([1, 2, 3]);
  });
});

describe.each(Object.keys(FUSION_METHODS) as (keyof typeof FUSION_METHODS)[])(
  'fusion by %s',
  (method) => {
    it('answers every row once, best first, with finite scores', () => {
      const scores = fc.dictionary(
        fc.nat(30).map(String),
        fc.double({ min: -1, max: 50, noNaN: true }),
      );
      fc.assert(
        fc.property(scores, scores, (words, meaning) => {
          const rows = Array.from({ length: 31 }, (_, row) => row);
          const fused = FUSION_METHODS[method](rows, [leg(words, { absent: 0 }), leg(meaning)]);
          expect(fused.map(({ row }) => row).sort((a, b) => a - b)).toEqual(rows);
          const values = fused.map(({ score }) => score);
          expect(values.every(Number.isFinite)).toBe(true);
          expect(values).toEqual([...values].sort((a, b) => b - a));
        }),
      );
    });
  },
);
