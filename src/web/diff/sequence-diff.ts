/** A run of elements that are in both sequences, only in the first, or only in the second. */
export interface Run {
  readonly op: 'same' | 'removed' | 'added';
  readonly items: readonly string[];
}

/** Differences beyond which two sequences are told as two: the search takes time and room by their square. */
const MOST_DIFFERENCES = 600;

/**
 * The shortest way from one sequence to another (E. W. Myers, "An O(ND) Difference Algorithm and Its
 * Variations", 1986); undefined when they have more than 600 differences. Pure.
 */
export function sequenceDiff(
  from: readonly string[],
  to: readonly string[],
): readonly Run[] | undefined {
  const head = sharedPrefix(from, to);
  const tail = sharedPrefix(from.slice(head).reverse(), to.slice(head).reverse());
  const [a, b] = [from.slice(head, from.length - tail), to.slice(head, to.length - tail)];
  const steps = shortest(a, b);
  if (!steps) return undefined;
  return joined([
    { op: 'same', items: from.slice(0, head) },
    ...steps,
    { op: 'same', items: from.slice(from.length - tail) },
  ]);
}

function sharedPrefix(a: readonly string[], b: readonly string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length += 1;
  return length;
}

/** How far along `a` each diagonal was reached, by diagonal. */
type Reached = Map<number, number>;

function shortest(a: readonly string[], b: readonly string[]): readonly Run[] | undefined {
  const rounds: Reached[] = [];
  let reached: Reached = new Map([[1, 0]]);
  for (let differences = 0; differences <= MOST_DIFFERENCES; differences += 1) {
    rounds.push(reached);
    const next: Reached = new Map();
    for (let diagonal = -differences; diagonal <= differences; diagonal += 2) {
      const start = isDown(reached, diagonal, differences)
        ? at(reached, diagonal + 1)
        : at(reached, diagonal - 1) + 1;
      const x = slid(a, b, { x: start, y: start - diagonal });
      next.set(diagonal, x);
      if (x >= a.length && x - diagonal >= b.length) return backwards(rounds, a, b);
    }
    reached = next;
  }
  return undefined;
}

const NOWHERE = -1;
const at = (reached: Reached, diagonal: number): number => reached.get(diagonal) ?? NOWHERE;

/** Whether the best way onto a diagonal is by an element of `b`. */
const isDown = (reached: Reached, diagonal: number, differences: number): boolean =>
  diagonal === -differences ||
  (diagonal !== differences && at(reached, diagonal - 1) < at(reached, diagonal + 1));

interface Point {
  readonly x: number;
  readonly y: number;
}

function slid(a: readonly string[], b: readonly string[], { x, y }: Point): number {
  let steps = 0;
  while (x + steps < a.length && y + steps < b.length && a[x + steps] === b[y + steps]) steps += 1;
  return x + steps;
}

/** The way that led to the end, read from there. */
function backwards(
  rounds: readonly Reached[],
  a: readonly string[],
  b: readonly string[],
): readonly Run[] {
  const runs: Run[] = [];
  let [x, y] = [a.length, b.length];
  for (let differences = rounds.length - 1; differences >= 0; differences -= 1) {
    const reached = rounds[differences] as Reached;
    const diagonal = x - y;
    const down = isDown(reached, diagonal, differences);
    const before = at(reached, down ? diagonal + 1 : diagonal - 1);
    const beforeY = before - (down ? diagonal + 1 : diagonal - 1);
    const start = down ? before : before + 1;
    runs.push({ op: 'same', items: a.slice(Math.max(start, 0), x) });
    if (differences > 0)
      runs.push(
        down
          ? { op: 'added', items: b.slice(beforeY, beforeY + 1) }
          : { op: 'removed', items: a.slice(before, before + 1) },
      );
    [x, y] = [before, beforeY];
  }
  return runs.reverse();
}

/** Runs of the same kind are one; of a change what went comes first. */
function joined(runs: readonly Run[]): readonly Run[] {
  const result: Run[] = [];
  let [removed, added]: [string[], string[]] = [[], []];
  const settle = (): void => {
    if (removed.length > 0) result.push({ op: 'removed', items: removed });
    if (added.length > 0) result.push({ op: 'added', items: added });
    [removed, added] = [[], []];
  };
  for (const { op, items } of runs) {
    if (items.length === 0) continue;
    if (op === 'removed') removed.push(...items);
    else if (op === 'added') added.push(...items);
    else {
      settle();
      const last = result.at(-1);
      if (last?.op === 'same') result[result.length - 1] = { op, items: [...last.items, ...items] };
      else result.push({ op, items });
    }
  }
  settle();
  return result;
}
