import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { dependencyEdges } from '#src/search/dependency-edges';
import { cyclesAmong, reach, reversed, type Edges } from '#src/search/dependency-graph';
import type { ListQuery } from '#src/store/store';

const NODES = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'] as const;
const node = fc.constantFrom(...NODES);

/** Any graph of eight nodes: cycles, knots and nodes that wait for themselves among them. */
const graph: fc.Arbitrary<Edges> = fc
  .uniqueArray(fc.tuple(node, node), { maxLength: 16, selector: (edge) => edge.join() })
  .map((edges) => new Map(NODES.map((from) => [from, targets(edges, from)])));

const targets = (edges: readonly (readonly [string, string])[], from: string) =>
  edges.filter(([start]) => start === from).map(([, to]) => to);

/** Edges from one node to another at the least, by relaxing all edges again and again. */
function distances(edges: Edges, start: string): ReadonlyMap<string, number> {
  const known = new Map<string, number>();
  for (const to of edges.get(start) ?? []) known.set(to, 1);
  for (let round = 0; round < NODES.length; round += 1)
    for (const [from, tos] of edges)
      for (const to of tos) {
        const via = known.get(from);
        if (via !== undefined && via + 1 < (known.get(to) ?? Infinity)) known.set(to, via + 1);
      }
  return known;
}

const onCycle = (edges: Edges, start: string): boolean => distances(edges, start).has(start);

describe('in every graph', () => {
  it('what is reached is what there is a way to, at the length of the shortest', () => {
    fc.assert(
      fc.property(graph, node, (edges, start) => {
        const expected = new Map(distances(edges, start));
        expected.delete(start);
        const steps = reach(edges, start);
        expect(new Map(steps.map((step) => [step.node, step.depth]))).toEqual(expected);
        expect(steps.map(({ depth }) => depth)).toEqual(
          steps.map(({ depth }) => depth).toSorted((a, b) => a - b),
        );
        for (const step of steps) expect(edges.get(step.via)).toContain(step.node);
      }),
    );
  });

  it('a depth leaves out what is further, and nothing else', () => {
    fc.assert(
      fc.property(graph, node, fc.integer({ min: 1, max: 4 }), (edges, start, depth) => {
        expect(reach(edges, start, depth)).toEqual(
          reach(edges, start).filter((step) => step.depth <= depth),
        );
      }),
    );
  });

  it('one node reaches another when that one is reached back', () => {
    fc.assert(
      fc.property(graph, node, node, (edges, one, other) => {
        const has = (way: Edges, from: string, to: string) =>
          reach(way, from).some((step) => step.node === to);
        expect(has(reversed(edges), other, one)).toBe(has(edges, one, other));
      }),
    );
  });

  it('each node that reaches itself lies on a told cycle, and each told cycle is one', () => {
    fc.assert(
      fc.property(graph, (edges) => {
        const cycles = cyclesAmong(edges, NODES, 100);
        const expected = NODES.filter((each) => onCycle(edges, each));
        expect([...new Set(cycles.flat())].toSorted()).toEqual(expected);
        for (const cycle of cycles)
          cycle.forEach((from, at) => {
            expect(edges.get(from)).toContain(cycle[(at + 1) % cycle.length]);
          });
        for (const cycle of cycles) expect(new Set(cycle).size).toBe(cycle.length);
      }),
    );
  });
});

describe('a large graph', () => {
  it('is walked and its one long cycle found', () => {
    const size = 10_000;
    const ring: Edges = new Map(
      Array.from({ length: size }, (_, at) => [String(at), [String((at + 1) % size)]]),
    );
    expect(reach(ring, '0')).toHaveLength(size - 1);
    expect(cyclesAmong(ring, [...ring.keys()], 100).map((cycle) => cycle.length)).toEqual([size]);
  });

  it('has a long way between two cycles, and no step of it is searched for another', () => {
    const size = 10_000;
    const next = (at: number) => [String(Math.min(at + 1, size))];
    const way = Array.from({ length: size + 1 }, (_, at) => [String(at), next(at)] as const);
    const edges: Edges = new Map([['a', ['a', '0']], ...way]);
    expect(cyclesAmong(edges, [...edges.keys()], 100)).toEqual([['a'], [String(size)]]);
  });

  it('with more cycles than are told stops there', () => {
    const selves: Edges = new Map(Array.from({ length: 500 }, (_, at) => [`${at}`, [`${at}`]]));
    expect(cyclesAmong(selves, [...selves.keys()], 100)).toHaveLength(100);
  });
});

describe('the links of an older file', () => {
  it('wait for what their short names of kinds mean, and for nothing where they mean none', async () => {
    const ends = { from_id: 'A', relation: 'depends_on', to_id: 'B' };
    const links = [
      { ...ends, from_kind: 'task', to_kind: 'issue' },
      { ...ends, from_kind: 'workspace_tasks', to_kind: 'nothing' },
    ];
    const list = async ({ kind }: ListQuery) => {
      const items = kind === 'record_links' ? links : [];
      return { items, total: items.length };
    };
    expect([...(await dependencyEdges({ list }))]).toEqual([
      ['workspace_tasks A', ['cross_repo_issues B']],
    ]);
  });
});
