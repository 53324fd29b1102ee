import { distance } from 'fastest-levenshtein';

/** Names longer than this are no typing errors, and comparing them would only cost time. */
const LONGEST = 64;

/** The known name that someone most likely meant, or undefined when none is near: at most half of the letters differ (two swapped ones count double), or one contains the other. */
export function nearestName(name: string, known: readonly string[]): string | undefined {
  if (name === '' || name.length > LONGEST) return undefined;
  const wanted = name.toLowerCase();
  const ranked = known
    .map((candidate) => ({ candidate, cost: cost(wanted, candidate.toLowerCase()) }))
    .filter(({ cost }) => cost <= 1)
    .sort((a, b) => a.cost - b.cost);
  return ranked[0]?.candidate;
}

/** 0 is the same name, 1 the last that counts as near. */
function cost(wanted: string, candidate: string): number {
  const share = distance(wanted, candidate) / Math.max(wanted.length, candidate.length);
  if (share <= 0.5) return share / 0.5;
  const [short, long] =
    wanted.length < candidate.length ? [wanted, candidate] : [candidate, wanted];
  return short.length >= 3 && long.includes(short) ? 0.9 + share / 10 : 2;
}

/** ` Did you mean 'status'?`, or nothing when no known name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
  const nearest = nearestName(name, known);
  return nearest === undefined ? '' : ` Did you mean '${nearest}'?`;
}
