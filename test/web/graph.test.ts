import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { RelatedResponse } from '#src/client/relations';
import { BOX } from '#src/web/graph/boxes';
import { edgesOf, statementOf } from '#src/web/graph/edges';
import { layoutGraph } from '#src/web/graph/layout';
import { neighbourhood, type GraphNode, type Neighbourhood } from '#src/web/graph/neighbourhood';

const node = (id: string, distance = 0): GraphNode => ({
  ...{ key: `workspace_tasks/${id}`, kind: 'workspace_tasks', id, title: id },
  ...{ status: null, distance },
});

/** A workspace of tasks in which each is related as its row says. */
function workspaceOf(
  relations: Readonly<Record<string, readonly [relation: string, to: string][]>>,
) {
  const related = async ({ id }: { readonly id: string }): Promise<RelatedResponse> => ({
    ...{ kind: 'workspace_tasks', id, title: id, missing: [] },
    groups: (relations[id] ?? []).map(([relation, to]) => ({
      ...{ relation, direction: 'out', kind: 'workspace_tasks', total: 1 },
      items: [{ kind: 'workspace_tasks', id: to, title: to }],
    })),
  });
  return { related };
}

const CHAIN = workspaceOf({
  a: [['depends_on', 'b']],
  b: [['depends_on', 'c']],
  c: [['depends_on', 'a']],
});

describe('the neighbourhood of a record', () => {
  it.each<[number, readonly string[], number]>([
    [1, ['a', 'b'], 1],
    [2, ['a', 'b', 'c'], 2],
    [5, ['a', 'b', 'c'], 3],
  ])('goes %i steps', async (depth, ids, edges) => {
    const found = await neighbourhood(CHAIN, node('a'), { depth, most: 50 });
    expect(found.nodes.map(({ id }) => id)).toEqual(ids);
    expect(found.edges).toHaveLength(edges);
  });

  it('says how much it leaves out', async () => {
    const star = workspaceOf({ a: ['b', 'c', 'd', 'e'].map((to) => ['blocks', to]) });
    const found = await neighbourhood(star, node('a'), { depth: 1, most: 3 });
    expect([found.nodes.length, found.edges.length, found.left]).toEqual([3, 2, 2]);
  });
});

describe('what records are to each other', () => {
  const told = (...all: readonly (readonly [string, string, 'in' | 'out' | 'both', string])[]) =>
    edgesOf(
      all.map(([from, relation, direction, to]) => statementOf(from, { relation, direction }, to)),
    ).map(({ from, relation, to }) => `${from} ${relation} ${to}`);

  it.each([
    [
      'once from both sides',
      told(['a', 'depends_on', 'out', 'b'], ['b', 'blocks', 'in', 'a']),
      ['a depends_on b'],
    ],
    [
      'once when it is mutual',
      told(['a', 'relates_to', 'both', 'b'], ['b', 'relates_to', 'both', 'a']),
      ['b relates_to a'],
    ],
    [
      'by the side that says it',
      told(['s', 'decisions', 'in', 'd'], ['d', 'session', 'out', 's']),
      ['d session s'],
    ],
    [
      'by the other side where only that has a name',
      told(['s', 'decisions', 'in', 'd']),
      ['s decisions d'],
    ],
    [
      'each of several',
      told(['a', 'depends_on', 'out', 'b'], ['a', 'implements', 'out', 'b']),
      ['a depends_on b', 'a implements b'],
    ],
  ])('is told %s', (_, edges, expected) => {
    expect(edges).toEqual(expected);
  });
});

const graphs = fc.integer({ min: 1, max: 40 }).chain((size) =>
  fc
    .array(fc.tuple(fc.nat(size - 1), fc.nat(size - 1)), { maxLength: 60 })
    .map((pairs): Neighbourhood => {
      const nodes = Array.from({ length: size }, (_, index) =>
        node(String(index), index === 0 ? 0 : 1),
      );
      const edges = pairs.map(([from, to]) => ({
        from: `workspace_tasks/${from}`,
        to: `workspace_tasks/${to}`,
        relation: 'relates_to',
      }));
      return { nodes, edges, left: 0 };
    }),
);

describe('the drawing of a graph', () => {
  it('covers no record with another, and lies within its frame', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const { nodes, width, height } = layoutGraph(graph);
        for (const { x, y } of nodes) {
          expect(x).toBeGreaterThanOrEqual(BOX.width / 2);
          expect(x).toBeLessThanOrEqual(width - BOX.width / 2);
          expect(y).toBeGreaterThanOrEqual(BOX.height / 2);
          expect(y).toBeLessThanOrEqual(height - BOX.height / 2);
        }
        for (const [index, a] of nodes.entries())
          for (const b of nodes.slice(index + 1))
            expect(Math.abs(a.x - b.x) >= BOX.width || Math.abs(a.y - b.y) >= BOX.height).toBe(
              true,
            );
      }),
      { numRuns: 60 },
    );
  });

  it('is the same whenever it is drawn', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        expect(layoutGraph(graph)).toEqual(layoutGraph(graph));
      }),
      { numRuns: 15 },
    );
  });

  it('draws no line from a record to itself', () => {
    const [first] = [node('a')];
    const edges = [{ from: first.key, to: first.key, relation: 'relates_to' }];
    expect(layoutGraph({ nodes: [first], edges, left: 0 }).edges).toEqual([]);
  });
});
