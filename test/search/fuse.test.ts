import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { best, FUSION_METHODS, ranksOf, sumOf, type Leg } from '#src/search/fuse';

const leg = (scores: readonly number[], more: Partial<Leg> = {}): Leg => ({
  scores: Float64Array.from(scores),
  weight: 1,
  ...more,
});

type Method = keyof typeof FUSION_METHODS;

const scoresBy = (method: Method, legs: readonly Leg[]) =>
  sumOf(legs.map(FUSION_METHODS[method]), legs[0]?.scores.length ?? 0);

/** Positions, best first. */
const orderBy = (method: Method, legs: readonly Leg[]) => best(scoresBy(method, legs), Infinity);

describe('fusion by standardised scores', () => {
  it('recomputes by hand: z-scores over all records, absent words as 0', () => {
    const [first, second] = scoresBy('standardised', [leg([6, NaN, NaN], { absent: 0 })]);
    // mean 2, deviation sqrt((16 + 4 + 4) / 3)
    expect(first).toBeCloseTo(4 / Math.sqrt(8), 10);
    expect(second).toBeCloseTo(-2 / Math.sqrt(8), 10);
  });

  it('lets the leg decide that tells records apart most clearly', () => {
    const words = leg([20, 1, 1, NaN], { absent: 0 });
    const meaning = leg([0.3, 0.31, 0.29, 0.3]);
    expect(orderBy('standardised', [words, meaning])[0]).toBe(0);
  });

  it('neither favours nor loses a record that is not embedded yet', () => {
    expect(orderBy('standardised', [leg([0.9, 0.1, NaN])])).toEqual([0, 2, 1]);
  });

  it('orders equal scores as they stand', () => {
    expect(orderBy('standardised', [leg([NaN, NaN, NaN])])).toEqual([0, 1, 2]);
  });
});

/** Few values, so that there are ties. */
const column = (size: number) =>
  fc.array(fc.constantFrom(NaN, 0, 0.5, 1, 7), { minLength: size, maxLength: size });
const columns = fc.nat(20).chain((size) => fc.tuple(column(size), column(size)));

describe.each(Object.keys(FUSION_METHODS) as Method[])('fusion by %s', (method) => {
  it('answers every record once, best first, with finite scores', () => {
    fc.assert(
      fc.property(columns, ([words, meaning]) => {
        const legs = [leg(words, { absent: 0 }), leg(meaning)];
        const scores = scoresBy(method, legs);
        const order = orderBy(method, legs);
        expect([...order].sort((a, b) => a - b)).toEqual([...words.keys()]);
        expect(scores.every(Number.isFinite)).toBe(true);
        const values = order.map((at) => scores[at] ?? NaN);
        expect(values).toEqual([...values].sort((a, b) => b - a));
      }),
    );
  });
});

describe('the best of many', () => {
  it('are the beginning of the whole order, whatever their number', () => {
    fc.assert(
      fc.property(columns, fc.nat(25), ([raw], count) => {
        const scores = Float64Array.from(raw, (value) => (Number.isNaN(value) ? 0 : value));
        expect(best(scores, count)).toEqual(best(scores, Infinity).slice(0, count));
      }),
    );
  });

  it('have their place as their rank', () => {
    fc.assert(
      fc.property(columns, ([raw]) => {
        const scores = Float64Array.from(raw);
        const known = [...scores.keys()].filter((at) => !Number.isNaN(scores[at]));
        const order = known.sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0) || a - b);
        const ranks = ranksOf(scores);
        ranks.prepare(order.filter((at) => at % 3 > 0).reverse());
        order.forEach((at, place) => expect(ranks.at(at)).toBe(place + 1));
        for (const at of scores.keys()) if (!known.includes(at)) expect(ranks.at(at)).toBeNull();
      }),
    );
  });

  it('have the same rank whether few are asked for or all', () => {
    const scores = Float64Array.from({ length: 300 }, (_, at) => (at % 7 === 0 ? NaN : at % 13));
    const ranks = ranksOf(scores);
    const places = [...scores.keys(), ...scores.keys()];
    const alone = places.map((place) => ranksOf(scores).at(place));
    expect(places.map((place) => ranks.at(place))).toEqual(alone);
  });
});
