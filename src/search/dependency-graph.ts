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
  const inside = new Set(nodes);
  const told = new Set<string>();
  const cycles: (readonly string[])[] = [];
  for (const node of knotted(edges, inside)) {
    if (cycles.length >= most) break;
    const cycle = told.has(node) ? undefined : shortestCycle(edges, node, inside);
    if (!cycle) continue;
    cycles.push(cycle);
    for (const each of cycle) told.add(each);
  }
  return cycles;
}

/** Nodes that may lie on a cycle: what is left after taking away whatever nothing inside leads to or from. */
function knotted(edges: Edges, inside: ReadonlySet<string>): readonly string[] {
  const kept = new Set(inside);
  peel(edges, kept);
  peel(reversed(edges), kept);
  return [...inside].filter((node) => kept.has(node));
}

function peel(edges: Edges, kept: Set<string>): void {
  const back = reversed(edges);
  const left = new Map<string, number>();
  for (const node of kept)
    left.set(node, (edges.get(node) ?? []).filter((to) => kept.has(to)).length);
  const due = [...kept].filter((node) => left.get(node) === 0);
  for (let node = due.pop(); node !== undefined; node = due.pop()) {
    kept.delete(node);
    for (const from of back.get(node) ?? []) {
      if (!kept.has(from)) continue;
      const rest = (left.get(from) ?? 0) - 1;
      left.set(from, rest);
      if (rest === 0) due.push(from);
    }
  }
}

function shortestCycle(
  edges: Edges,
  start: string,
  inside: ReadonlySet<string>,
): readonly string[] | undefined {
  const cameFrom = new Map<string, string>();
  const due = [start];
  for (let at = 0; at < due.length; at += 1) {
    const node = due[at] ?? start;
    for (const next of edges.get(node) ?? []) {
      if (next === start) return pathTo(cameFrom, node);
      if (!inside.has(next) || cameFrom.has(next)) continue;
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
