import type { DocumentWrite } from '#indexer/sync-plan';

import type { Move } from './move.ts';

/** Moves in an order in which each finds its place free. */
export interface OrderedMoves {
  readonly writes: readonly DocumentWrite[];
  /** Documents that exchange their places: the first leaves for a path that is no file's, and comes in last. Each is one transaction. */
  readonly exchanges: readonly (readonly DocumentWrite[])[];
}

/** Who holds a place that another wants moves before it. */
export function orderMoves(moves: readonly Move[]): OrderedMoves {
  const holders = new Map(moves.map((move) => [move.from.path, move]));
  const done = new Set<Move>();
  const writes: DocumentWrite[] = [];
  const exchanges: (readonly DocumentWrite[])[] = [];
  for (const move of moves) {
    const { chain, isRing } = chainFrom(move, { holders, done });
    for (const one of chain) done.add(one);
    const inOrder = chain.toReversed().map(writeOf);
    if (isRing) exchanges.push(exchangeOf(move, inOrder));
    else writes.push(...inOrder);
  }
  return { writes, exchanges };
}

interface Course {
  readonly holders: ReadonlyMap<string, Move>;
  readonly done: ReadonlySet<Move>;
}

/** A move, the move of the one whose place it wants, and so on. Two never want one place, so that a ring has no tail. */
function chainFrom(
  first: Move,
  { holders, done }: Course,
): { readonly chain: readonly Move[]; readonly isRing: boolean } {
  const chain: Move[] = [];
  let next: Move | undefined = first;
  while (next && !done.has(next)) {
    chain.push(next);
    next = holders.get(next.read.path);
    if (next === first) return { chain, isRing: true };
  }
  return { chain, isRing: false };
}

const writeOf = ({ read, from }: Move): DocumentWrite => ({ ...read, id: from.id });

/** `first` is the last one written: its own place is wanted first. */
const exchangeOf = (
  { read, from }: Move,
  inOrder: readonly DocumentWrite[],
): readonly DocumentWrite[] => [
  { ...read, id: from.id, path: `${read.path}.${from.id}.moving` },
  ...inOrder,
];
