/** Nodes that reach each other; a node of its own is a ring only when it names itself. */
export type Ring = readonly number[];

interface Frame {
  readonly node: number;
  readonly next: Iterator<number>;
}

/**
 * The strongly connected components of a graph, each before those that lead to it (Tarjan 1972). Without
 * recursion: a chain of 10,000 links would not fit on the stack.
 */
export function ringsOf(
  nodes: Iterable<number>,
  successorsOf: (node: number) => Iterable<number>,
): readonly Ring[] {
  const walk = new Walk(successorsOf);
  for (const node of nodes) walk.from(node);
  return walk.rings;
}

class Walk {
  readonly rings: Ring[] = [];
  readonly #successorsOf: (node: number) => Iterable<number>;
  /** When a node was met, and the earliest node that it reaches. */
  readonly #met = new Map<number, number>();
  readonly #lowest = new Map<number, number>();
  readonly #open: number[] = [];
  readonly #isOpen = new Set<number>();

  constructor(successorsOf: (node: number) => Iterable<number>) {
    this.#successorsOf = successorsOf;
  }

  from(start: number): void {
    if (this.#met.has(start)) return;
    const path = [this.#enter(start)];
    for (let frame = path.at(-1); frame; frame = path.at(-1)) {
      const step = frame.next.next();
      if (step.done === true) {
        path.pop();
        this.#leave(frame.node, path.at(-1)?.node);
      } else if (!this.#met.has(step.value)) path.push(this.#enter(step.value));
      else if (this.#isOpen.has(step.value)) this.#lower(frame.node, this.#met.get(step.value));
    }
  }

  #enter(node: number): Frame {
    const time = this.#met.size;
    this.#met.set(node, time);
    this.#lowest.set(node, time);
    this.#open.push(node);
    this.#isOpen.add(node);
    return { node, next: this.#successorsOf(node)[Symbol.iterator]() };
  }

  #leave(node: number, parent: number | undefined): void {
    if (this.#lowest.get(node) === this.#met.get(node)) this.#close(node);
    if (parent !== undefined && this.#isOpen.has(node)) this.#lower(parent, this.#lowest.get(node));
  }

  #lower(node: number, time = Infinity): void {
    this.#lowest.set(node, Math.min(this.#lowest.get(node) ?? Infinity, time));
  }

  #close(node: number): void {
    const ring = this.#open.splice(this.#open.lastIndexOf(node));
    for (const each of ring) this.#isOpen.delete(each);
    this.rings.push(ring);
  }
}
