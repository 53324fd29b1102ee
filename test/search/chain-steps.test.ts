import fc from 'fast-check';
import { expect, it } from 'vitest';

import { chainGraph, createChainGraphs, type ChainGraph } from '#src/search/chain-graph';
import { chainsOf } from '#src/search/chains';
import type { LifecycleReading, RecordHead } from '#src/store/store';

import { adr, reading, row, type Told } from './told.ts';

const digit = fc.nat(5).map(String);
const repo = fc.constantFrom('core', 'web');

/** Names in every spelling that may mean one of a few records. */
const reference = fc.oneof(
  fc.constantFrom(
    'D0',
    'F1',
    'D2',
    'Use 3',
    'use 4',
    'https://host/core/blob/main/docs/adr/0001-use.md',
  ),
  digit.map((number) => `ADR-${number}`),
  digit.map((number) => `../web/000${number}-use.md`),
  digit.map((number) => `docs/adr/000${number}-use.md`),
  fc.tuple(repo, digit).map(([name, number]) => `${name}#${number}`),
);
const references = fc.array(reference, { maxLength: 2 });

const common = {
  number: fc.option(digit),
  date: fc.constantFrom(null, '2020-01-01', '2021-01-01'),
  status: fc.constantFrom('accepted', 'superseded', 'proposed', 'deprecated'),
  supersedes: references,
  superseded_by: references,
};
const decision = fc
  .record({
    ...common,
    decision: digit.map((name) => `Use ${name}`),
    repos_affected: fc.uniqueArray(repo),
    documentation: references,
  })
  .map((more) => row('D', more));
const file = fc
  .record({ ...common, title: digit.map((name) => `ADR ${name}: Use ${name}`), repo, place: digit })
  .map(({ place, ...more }) => adr('F', { path: `docs/adr/000${place}-use.md`, ...more }));

/** Records of a few rows, and the links between them. */
const state = fc.record({
  told: fc.array(fc.option(fc.oneof(decision, file), { nil: undefined }), { maxLength: 6 }),
  kept: fc.array(fc.boolean(), { minLength: 6, maxLength: 6 }),
  link: fc.option(fc.tuple(fc.nat(5), fc.nat(5))),
});

const named = (told: Told, at: number): Told => ({ ...told, id: `${told.id}${String(at)}` });

/** The next reading: some records stay as they are, as the very same objects; others come, change or go. */
function after(
  before: readonly RecordHead[],
  { told, kept, link }: typeof state extends fc.Arbitrary<infer T> ? T : never,
): LifecycleReading {
  const known = new Map(before.map((head) => [head.row, head]));
  const next = told.flatMap((each, at) => (each ? [[at, named(each, at)] as const] : []));
  const { records } = reading(next.map(([, each]) => each));
  const come = new Map(
    next.map(([at], index) => [at, { ...(records[index] as RecordHead), row: at }]),
  );
  const rows = Array.from({ length: 6 }, (_, at) =>
    kept[at] ? (known.get(at) ?? come.get(at)) : come.get(at),
  );
  const heads = rows.flatMap((head) => head ?? []);
  const end = (at: number) => ({ kind: 'architecture_decisions' as const, id: `D${String(at)}` });
  return {
    records: heads,
    links: link ? [{ successor: end(link[0]), predecessor: end(link[1]) }] : [],
  };
}

const shown = (graph: ChainGraph) => ({ ...graph, records: [...graph.records] });

it('a graph that follows from another one is the graph of its records alone', () => {
  fc.assert(
    fc.property(fc.array(state, { minLength: 2, maxLength: 6 }), (states) => {
      const next = createChainGraphs();
      let given: LifecycleReading = { records: [], links: [] };
      const all: (readonly [ChainGraph, LifecycleReading])[] = [];
      for (const each of states) {
        given = after(given.records, each);
        all.push([next(given), given]);
      }
      // All at the end: a graph that was given must not change with the next one.
      for (const [graph, told] of all) {
        expect(shown(graph)).toEqual(shown(chainGraph(told)));
        expect(chainsOf(graph, '2020-06-01')).toEqual(chainsOf(chainGraph(told), '2020-06-01'));
      }
    }),
    { numRuns: 400 },
  );
});
