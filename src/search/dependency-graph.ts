/**
 * A directed graph and the two questions that are asked of it. Pure: a node is a text, and an edge
 * leads from what waits to what it waits for.
 */
export type Edges = ReadonlyMap<string, readonly string[]>;

export interface Step {
  readonly node: string;
  /** Edges from the start, 1 for its neighbours. */
  readonly depth: number;
  /** The node through which it was reached first. */
  readonly via: string;
}

/** Everything that can be reached within `depth` edges, nearest first, each once; not the start itself. */
export function reach(edges: Edges, start: string, depth = Infinity): readonly Step[] {
  const seen = new Set([start]);
  const steps: Step[] = [];
  let front: readonly Pick<Step, 'node' | 'depth'>[] = [{ node: start, depth: 0 }];
  while (front.length > 0 && (front[0]?.depth ?? 0) < depth) {
    const next: Step[] = [];
    for (const { node: via, depth: at } of front)
      for (const node of edges.get(via) ?? [])
        if (!seen.has(node)) {
          seen.add(node);
          next.push({ node, depth: at + 1, via });
        }
    steps.push(...next);
    front = next;
  }
  return steps;
}

/** The same edges from their other ends. */
export function reversed(edges: Edges): Edges {
  const back = new Map<string, string[]>();
  for (const [from, targets] of edges)
    for (const to of targets) {
      const known = back.get(to);
      if (known) known.push(from);
      else back.set(to, [from]);
    }
  return back;
}

/**
 * Cycles among some nodes, each as its nodes in order: one of the shortest through every node that
 * lies on any, until all such nodes are told or `most` cycles are. A graph can have more cycles
 * than anyone can read, so that not all of them are told.
 */
export function cyclesAmong(
  edges: Edges,
  nodes: readonly string[],
  most: number,
): readonly (readonly string[])[] {
  const knots = knotsOf(edges, new Set(nodes));
  const told = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const node of nodes) {
    if (cycles.length >= most) break;
    const cycle = told.has(node) ? undefined : shortestCycle(edges, node, knots);
    if (!cycle) continue;
    cycles.push(cycle);
    for (const each of cycle) told.add(each);
  }
  return cycles;
}

/** By node its knot, called by one of its nodes. In a knot every node reaches every other, so that no cycle leaves it. */
type Knots = ReadonlyMap<string, string>;

/** S. Kosaraju's way to the strongly connected components, in linear time: against the edges, from what was left last. */
function knotsOf(edges: Edges, inside: ReadonlySet<string>): Knots {
  const back = reversed(edges);
  const knots = new Map<string, string>();
  for (const knot of leftLast(edges, inside)) {
    const due = knots.has(knot) ? [] : [knot];
    for (let node = due.pop(); node !== undefined; node = due.pop()) {
      knots.set(node, knot);
      for (const from of back.get(node) ?? [])
        if (inside.has(from) && !knots.has(from)) due.push(from);
    }
  }
  return knots;
}

/** The nodes, what a walk in depth leaves last first. */
function leftLast(edges: Edges, inside: ReadonlySet<string>): readonly string[] {
  const entered = new Set<string>();
  const left: string[] = [];
  const path: { readonly node: string; readonly ways: Iterator<string, undefined> }[] = [];
  const enter = (node: string): void => {
    if (entered.has(node) || !inside.has(node)) return;
    entered.add(node);
    path.push({ node, ways: (edges.get(node) ?? []).values() });
  };
  for (const root of inside) {
    enter(root);
    for (let last = path.at(-1); last; last = path.at(-1)) {
      const way = last.ways.next();
      if (way.done !== true) enter(way.value);
      else {
        path.pop();
        left.push(last.node);
      }
    }
  }
  return left.reverse();
}

function shortestCycle(edges: Edges, start: string, knots: Knots): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const due = [start];
  for (let at = 0; at < due.length; at += 1) {
    const node = due[at] ?? start;
    for (const next of edges.get(node) ?? []) {
      if (next === start) return pathTo(cameFrom, node);
      if (knots.get(next) !== knots.get(start) || cameFrom.has(next)) continue;
      cameFrom.set(next, node);
      due.push(next);
    }
  }
  return undefined;
}

/** From the start, which came from nowhere, to a node. */
function pathTo(cameFrom: ReadonlyMap<string, string>, node: string): readonly string[] {
  const path = [node];
  for (let at = cameFrom.get(node); at !== undefined; at = cameFrom.get(at)) path.push(at);
  return path.reverse();
}
