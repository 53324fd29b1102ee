import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { chainGraph } from '#src/search/chain-graph';
import { chainsOf } from '#src/search/chains';

import { adr, chains, reading, row, shape } from './told.ts';

describe('a chain', () => {
  it('has one head, below which each stands under what took its place', () => {
    const found = chains([
      row('A', { superseded_by: ['B'] }),
      row('C', { supersedes: ['B'] }),
      row('B'),
    ]);
    expect(shape(found)).toEqual(['C>A', 'C>B']);
    expect(found.members.get(1)).toEqual([1, 2, 0]);
    expect(found.past).toEqual([0, 2]);
  });

  it('that splits follows the newest that holds', () => {
    const split = (later: object) => [
      row('A', { date: '2020-01-01' }),
      row('B', { date: '2021-01-01', supersedes: ['A'] }),
      row('C', { date: '2022-01-01', supersedes: ['A'], ...later }),
    ];
    expect(shape(chains(split({})))).toEqual(['C>A']);
    expect(shape(chains(split({ status: 'deprecated' })))).toEqual(['!C', 'B>A']);
  });

  it.each([
    ['proposed', []],
    ['draft', []],
    ['rejected', ['!B']],
    ['accepted', ['B>A']],
    ['deprecated', ['!B', 'B>A']],
  ])('does not begin with what is only %s', (status, expected) => {
    expect(shape(chains([row('A'), row('B', { status, supersedes: ['A'] })]))).toEqual(expected);
  });

  it('begins with a proposal when the older one says so itself', () => {
    const told = [row('A', { superseded_by: ['B'] }), row('B', { status: 'proposed' })];
    expect(shape(chains(told))).toEqual(['B>A']);
  });

  it('of a cycle has the newest as its head, by day and then by number', () => {
    const ring = (days: readonly (string | null)[]) =>
      chains(
        ['A', 'B', 'C'].map((id, at) =>
          row(id, { date: days[at], number: String(at), supersedes: ['BCA'[at]] }),
        ),
      );
    expect(shape(ring(['2022-01-01', '2021-01-01', null]))).toEqual(['A>B', 'A>C']);
    expect(shape(ring([null, null, null]))).toEqual(['C>A', 'C>B']);
    expect(ring([null, null, null]).cycles).toEqual([[0, 1, 2]]);
  });

  it('of one that names itself is a cycle of one, which still holds', () => {
    const found = chains([row('A', { supersedes: ['A'] })]);
    expect([found.cycles, shape(found)]).toEqual([[[0]], []]);
  });

  it('is made by links too, whichever relation they are written with', () => {
    const end = (id: string) => ({ kind: 'architecture_decisions', id }) as const;
    const links = [{ successor: end('B'), predecessor: end('A') }];
    expect(shape(chainsOf(chainGraph(reading([row('A'), row('B')], links))))).toEqual(['B>A']);
  });

  it('of ten thousand is followed to its end', () => {
    const told = Array.from({ length: 10_000 }, (_, at) =>
      row(`D${at}`, at > 0 ? { supersedes: [`D${at - 1}`] } : {}),
    );
    const { standings, members } = chains(told);
    expect(standings.get(0)).toEqual({ head: 9_999, holds: false });
    expect(members.get(9_999)).toHaveLength(10_000);
  });
});

it('a state alone makes a record past, without a head', () => {
  const states = ['superseded', 'rejected', 'deprecated', 'Deprecated', 'accepted', 'proposed'];
  const told = states.map((status) => row(status, { status }));
  expect(shape(chains(told))).toEqual(['!Deprecated', '!deprecated', '!rejected', '!superseded']);
});

describe('on a day', () => {
  const told = [
    row('A', { status: 'superseded', date: '2020-01-01T09:00:00.000Z', superseded_by: ['B'] }),
    row('B', { date: '2021-01-01', superseded_by: ['C'], status: 'superseded' }),
    row('C', { date: '2022-01-01' }),
  ];
  it.each([
    ['2019-12-31', [], [0, 1, 2]],
    ['2020-01-01', [], [1, 2]],
    ['2020-12-31', [], [1, 2]],
    ['2021-01-01', ['B>A'], [2]],
    ['2022-01-01', ['C>A', 'C>B'], []],
  ])('%s there was what there was, and held until its successor came', (day, expected, future) => {
    const found = chains(told, day);
    expect([shape(found), found.future]).toEqual([expected, future]);
  });

  it('a record that says that it is over, and not since when, is over', () => {
    expect(
      shape(chains([row('A', { status: 'deprecated', date: '2020-01-01' })], '2021-01-01')),
    ).toEqual(['!A']);
  });
});

describe('a file and a row of the same decision', () => {
  const file = adr('file', { path: 'docs/adr/0007-x.md', number: '0007', title: 'Use X' });
  it.each([
    ['the row names the file', [row('R', { documentation: ['docs/adr/0007-x.md'] })], 1],
    [
      'the number and the repository are the same',
      [row('R', { number: '7', repos_affected: ['core'] })],
      1,
    ],
    ['the repository is another one', [row('R', { number: '7', repos_affected: ['web'] })], 0],
    ['the row names no repository', [row('R', { number: '7' })], 0],
    [
      'of two rows that name it, one has its title',
      [
        row('R', { documentation: ['docs/adr/0007-x.md'], decision: 'Use X' }),
        row('S', { documentation: ['docs/adr/0007-x.md'], decision: 'Use Y' }),
      ],
      1,
    ],
    [
      'two rows name it alike',
      [
        row('R', { documentation: ['docs/adr/0007-x.md'], decision: 'Use Z' }),
        row('S', { documentation: ['docs/adr/0007-x.md'], decision: 'Use Y' }),
      ],
      0,
    ],
  ])('are one when %s', (_, rows, pairs) => {
    expect(chainGraph(reading([file, ...rows])).twins).toHaveLength(pairs);
  });

  it('held until the day of what took their place, whichever of them names it', () => {
    const state = { status: 'superseded', date: '2020-01-01' };
    const told = [
      adr('F', { path: 'docs/adr/0001-a.md', ...state }),
      row('R', { documentation: ['docs/adr/0001-a.md'], superseded_by: ['S'], ...state }),
      row('S', { date: '2022-01-01' }),
    ];
    expect(shape(chains(told, '2021-12-31'))).toEqual(['F>R']);
    expect(shape(chains(told, '2022-01-01'))).toEqual(['S>F', 'S>R']);
  });

  it('are replaced together, by whichever says so', () => {
    const found = chains([
      file,
      row('R', { documentation: ['docs/adr/0007-x.md'] }),
      adr('next', { path: 'docs/adr/0009-y.md', number: '9', supersedes: ['ADR-7'] }),
    ]);
    expect(shape(found)).toEqual(['next>R', 'next>file']);
    expect(found.members.get(2)).toEqual([2, 0, 1]);
  });
});

it('any references give chains whose heads are heads and whose members are told once', () => {
  const records = fc.array(
    fc.record({
      status: fc.constantFrom('accepted', 'superseded', 'proposed', 'rejected', 'deprecated'),
      date: fc.constantFrom(null, '2020-01-01', '2021-01-01', '2022-01-01'),
      supersedes: fc.array(fc.nat(11).map(String), { maxLength: 3 }),
      superseded_by: fc.array(fc.nat(11).map(String), { maxLength: 2 }),
    }),
    { maxLength: 12 },
  );
  const day = fc.constantFrom(undefined, '2020-06-01', '2021-06-01');
  fc.assert(
    fc.property(records, day, (told, on) => {
      const found = chains(
        told.map((each, at) => row(String(at), each)),
        on,
      );
      for (const { head } of found.standings.values())
        expect(found.standings.get(head)?.head).toBe(head);
      const listed = [...found.members.values()].flat();
      expect(new Set(listed).size).toBe(listed.length);
      for (const [head, rows] of found.members) expect(rows[0]).toBe(head);
      for (const at of found.past) expect(found.standings.get(at)?.holds).toBe(false);
      const seen = new Set([...found.standings.keys(), ...found.future]);
      expect([...seen].every((at) => !found.future.includes(at) || !found.standings.has(at))).toBe(
        true,
      );
    }),
    { numRuns: 500 },
  );
});
