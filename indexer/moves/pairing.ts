/** One that could be the other, by their places in two lists. */
export interface Candidate {
  readonly old: number;
  readonly next: number;
  readonly score: number;
}

/** Rounds after which what is left is as good as ambiguous. */
const MOST_ROUNDS = 20;

/**
 * Pairs of which each is the best for the other, and better by `margin` than any other that is left:
 * what is paired competes no longer. Where two are about as good nobody guesses. Pure.
 */
export function surePairs(candidates: readonly Candidate[], margin: number): readonly Candidate[] {
  const pairs: Candidate[] = [];
  let left = candidates;
  for (let round = 0; round < MOST_ROUNDS && left.length > 0; round += 1) {
    const [byOld, byNext] = [bestOf(left, 'old'), bestOf(left, 'next')];
    const found = left.filter(
      (one) => isBest(byOld.get(one.old), one, margin) && isBest(byNext.get(one.next), one, margin),
    );
    if (found.length === 0) break;
    pairs.push(...found);
    const [olds, nexts] = [places(found, 'old'), places(found, 'next')];
    left = left.filter(({ old, next }) => !olds.has(old) && !nexts.has(next));
  }
  return pairs;
}

type Side = 'old' | 'next';

interface Best {
  readonly best: Candidate;
  /** The score of the next best; lower than any when there is none. */
  readonly second: number;
}

function bestOf(candidates: readonly Candidate[], side: Side): ReadonlyMap<number, Best> {
  const found = new Map<number, Best>();
  for (const one of candidates) {
    const known = found.get(one[side]);
    if (!known) found.set(one[side], { best: one, second: -Infinity });
    else if (one.score > known.best.score)
      found.set(one[side], { best: one, second: known.best.score });
    else if (one.score > known.second)
      found.set(one[side], { best: known.best, second: one.score });
  }
  return found;
}

const isBest = (known: Best | undefined, one: Candidate, margin: number): boolean =>
  known?.best === one && one.score - known.second >= margin;

const places = (candidates: readonly Candidate[], side: Side): ReadonlySet<number> =>
  new Set(candidates.map((one) => one[side]));
