import fc from 'fast-check';
import { expect, it } from 'vitest';

import { arrange, pairsOf } from '#src/search/arrange';
import { arrangedPage } from '#src/search/arrange-page';
import type { Chains } from '#src/search/chains';

/** Chains by their rows, the head first, and pairs of rows that are one decision. */
function chainsFrom(members: readonly (readonly number[])[], pairs: readonly [number, number][]) {
  const standings = members.flatMap((chain) => {
    const [head = 0] = chain;
    return chain.map((row) => [row, { head, holds: row === head }] as const);
  });
  const chains: Chains = {
    ...{ records: new Map(), past: [], future: [], cycles: [], successions: [] },
    standings: new Map(standings),
    members: new Map(members.map((rows) => [rows[0] ?? 0, rows])),
    twins: new Map(pairs.flatMap(([a, b]) => [[a, b] as const, [b, a] as const])),
  };
  return chains;
}

/** A ranking of these rows, best first. */
function rankingOf(rows: readonly number[]) {
  const scores = new Map(rows.map((row, at) => [row, rows.length - at]));
  const first = (count: number) =>
    rows.slice(0, count).map((row) => ({ row, score: scores.get(row) ?? 0 }));
  const find = (row: number) =>
    scores.has(row) ? { row, score: scores.get(row) ?? 0 } : undefined;
  return {
    rows: rows.toSorted((a, b) => a - b),
    first,
    find,
    scoreOf: (row: number) => scores.get(row),
  };
}

interface Case {
  readonly what: string;
  readonly ranked: readonly number[];
  readonly members?: readonly (readonly number[])[];
  readonly twins?: readonly [number, number][];
  readonly pinned?: readonly number[];
  readonly shown: readonly (number | readonly [number, number])[];
}

const CASES: readonly Case[] = [
  { what: 'leaves a ranking without chains as it is', ranked: [3, 1, 2], shown: [3, 1, 2] },
  {
    what: 'puts the head before the first of its chain, and the rest below it',
    ranked: [9, 2, 8, 1, 3],
    members: [[1, 2, 3]],
    shown: [9, 1, 2, 3, 8],
  },
  {
    what: 'keeps what ranks below its head at the place of the head',
    ranked: [1, 8, 9, 2],
    members: [[1, 2]],
    shown: [1, 2, 8, 9],
  },
  {
    what: 'shows of a chain only what matches',
    ranked: [2, 8, 3],
    members: [[1, 2, 3]],
    shown: [2, 3, 8],
  },
  {
    what: 'shows a decision once, by the better ranked of its records',
    ranked: [5, 8, 4],
    twins: [[4, 5]],
    shown: [[5, 4], 8],
  },
  {
    what: 'does so within a chain too',
    ranked: [2, 5, 4],
    members: [[4, 5, 2]],
    twins: [[4, 5]],
    shown: [[5, 4], 2],
  },
  {
    what: 'shows a record whose other one does not match as it is',
    ranked: [8, 5],
    twins: [[4, 5]],
    shown: [8, 5],
  },
  {
    what: 'lets a pinned record stand first, above its own successor',
    ranked: [8, 1, 2],
    members: [[1, 2]],
    pinned: [2],
    shown: [2, 8, 1],
  },
];

it.each(CASES)('$what', ({ ranked, members = [], twins = [], pinned = [], shown }) => {
  const { first, find } = rankingOf(ranked);
  const chains = chainsFrom(members, [...twins]);
  const places = arrange({ order: first(ranked.length), find, chains, pinned });
  expect(
    places.map(({ ranked: { row }, also }) => (also.length > 0 ? [row, ...also] : row)),
  ).toEqual(shown);
});

/** Rows cut into chains and pairs, some of which match, in a random order. */
const WORLDS = fc
  .record({
    rows: fc.shuffledSubarray(
      Array.from({ length: 24 }, (_, at) => at),
      { minLength: 0 },
    ),
    cuts: fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 8 }),
    pairs: fc.nat(6),
    all: fc.shuffledSubarray(
      Array.from({ length: 24 }, (_, at) => at),
      { minLength: 24 },
    ),
  })
  .map(({ rows, cuts, pairs, all }) => {
    const members: number[][] = [];
    let at = 0;
    for (const size of cuts) members.push(all.slice(at, (at += size)));
    // Both records of a decision stand side by side in its chain.
    const twins = members
      .filter((chain) => chain.length > 1)
      .slice(0, pairs)
      .map(([a = 0, b = 0]): [number, number] => [a, b]);
    const chains = chainsFrom(
      members.filter((chain) => chain.length > 1),
      twins,
    );
    return { rows, chains };
  });

it('loses and repeats nothing, whatever the chains, and counts what it shows', () => {
  fc.assert(
    fc.property(WORLDS, ({ rows, chains }) => {
      const ranking = rankingOf(rows);
      const { page, rows: all, pairs } = arrangedPage(ranking, chains, { at: 0, limit: 100 });
      const told = page.flatMap(({ ranked, also }) => [ranked.row, ...also]);
      expect(told.toSorted((a, b) => a - b)).toEqual(ranking.rows);
      expect(all.length - pairs.length).toBe(page.length);
    }),
  );
});

it('puts every head directly above what it replaces', () => {
  fc.assert(
    fc.property(WORLDS, ({ rows, chains }) => {
      const { page } = arrangedPage(rankingOf(rows), chains, { at: 0, limit: 100 });
      const shown = page.map(({ ranked }) => ranked.row);
      for (const chain of chains.members.values()) {
        const places = shown.flatMap((row, at) => (chain.includes(row) ? [at] : []));
        expect(places.every((at, index) => at === (places[0] ?? 0) + index)).toBe(true);
        const order = places.map((at) => shown[at]);
        const head = chain[0];
        if (order.includes(head)) expect(order[0]).toBe(head);
      }
    }),
  );
});

it('gives pages that make up the whole', () => {
  fc.assert(
    fc.property(WORLDS, fc.integer({ min: 1, max: 7 }), ({ rows, chains }, size) => {
      const ranking = rankingOf(rows);
      const whole = arrangedPage(ranking, chains, { at: 0, limit: 100 }).page;
      const pages = Array.from({ length: Math.ceil(24 / size) }, (_, at) =>
        arrangedPage(ranking, chains, { at: at * size, limit: size }),
      );
      expect(pages.flatMap(({ page }) => page)).toEqual(whole);
    }),
  );
});

it('keeps the places of what is gone, and shows of a decision what is left of it', () => {
  fc.assert(
    fc.property(
      WORLDS,
      fc.uniqueArray(fc.nat(23)),
      fc.integer({ min: 1, max: 7 }),
      ({ rows, chains }, taken, limit) => {
        const ranking = rankingOf(rows);
        const gone = new Set(taken.filter((row) => rows.includes(row)));
        const whole = arrangedPage(ranking, chains, { at: 0, limit: 100 }).page;
        const expected = whole.flatMap(({ ranked, also }) => {
          const left = [ranked.row, ...also].filter((row) => !gone.has(row));
          return left.length > 0 ? [left] : [];
        });
        const paged: number[][] = [];
        for (let at: number | undefined = 0; at !== undefined;) {
          const { page, next } = arrangedPage(ranking, chains, { at, limit, gone });
          expect(page).toHaveLength(Math.min(limit, expected.length - paged.length));
          paged.push(...page.map(({ ranked, also }) => [ranked.row, ...also]));
          at = next;
        }
        expect(paged).toEqual(expected);
      },
    ),
  );
});

it('tells which records are one in counts, whatever the ranking', () => {
  const { twins } = chainsFrom([], [[4, 5]]);
  expect(pairsOf({ twins }, () => true)).toEqual([[4, 5]]);
  expect(pairsOf({ twins }, (row) => row === 5)).toEqual([]);
});
