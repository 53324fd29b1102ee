/**
 * Relations whose other side has a name too: `A affects B` says that B is `affected_by` A. Links
 * may carry other names; those read the same from both sides, and the direction tells them apart.
 */
const INVERSES = {
  affects: 'affected_by',
  causes: 'caused_by',
  depends_on: 'blocks',
  discovered_from: 'led_to',
  documents: 'documented_by',
  duplicates: 'duplicated_by',
  implements: 'implemented_by',
  mentions: 'mentioned_by',
  parent_of: 'child_of',
  relates_to: 'relates_to',
  supersedes: 'superseded_by',
} as const;

/** `both` where neither side is the one that says it. */
export type Direction = 'out' | 'in' | 'both';

/** A relation as one of its two records sees it. */
export interface Seen {
  readonly name: string;
  readonly direction: Direction;
}

const forward = new Map<string, string>(Object.entries(INVERSES));
const backward = new Map<string, string>(Object.entries(INVERSES).map(([a, b]) => [b, a]));

/** Every relation that has a name on both sides, under both. */
export const RELATION_NAMES: readonly string[] = [
  ...new Set([...forward.keys(), ...backward.keys()]),
];

/** Of a relation with two names the direction of the name, whoever wrote it; otherwise `written`. */
export function directionOf(name: string, written: Direction): Direction {
  if (forward.get(name) === name) return 'both';
  if (forward.has(name)) return 'out';
  return backward.has(name) ? 'in' : written;
}

/** What the two records of a link are to each other, by the side that is asked. */
export function linkSeen(relation: string, side: 'from' | 'to'): Seen {
  if (side === 'from') return { name: relation, direction: directionOf(relation, 'out') };
  const name = forward.get(relation) ?? backward.get(relation) ?? relation;
  return { name, direction: directionOf(name, 'in') };
}
