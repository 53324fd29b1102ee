import type { RecordRow } from '#src/store/store';

import type { Decisions } from './chain-decisions.ts';
import type { Ring } from './chain-rings.ts';

/** Where a decision stands in its chain. */
export interface Place {
  readonly head: RecordRow;
  /** 0 for the head; below everything that took its place. */
  readonly depth: number;
}

export type Places = ReadonlyMap<RecordRow, Place>;

/** The place of every decision of a chain; `rings` come with what takes a place before what lost it. */
export function placesOf(rings: readonly Ring[], decisions: Decisions): Places {
  const places = new Map<RecordRow, Place>();
  for (const ring of rings) placeRing(ring, decisions, places);
  return places;
}

/** Of decisions that take each other's place the newest stands above the others. */
function placeRing(ring: Ring, decisions: Decisions, places: Map<RecordRow, Place>): void {
  const { successors, newestFirst } = decisions;
  const [newest = 0, ...others] = ring.toSorted(newestFirst);
  const inside = new Set(ring);
  const above = ring
    .flatMap((id) => [...(successors.get(id) ?? [])])
    .filter((id) => !inside.has(id))
    .flatMap((id) => places.get(id) ?? []);
  const head = bestHead(above, decisions) ?? newest;
  const depth = above
    .filter((place) => place.head === head)
    .reduce((deepest, place) => Math.max(deepest, place.depth + 1), 0);
  places.set(newest, { head, depth });
  for (const id of others) places.set(id, { head, depth: depth + 1 });
}

/** Of several that took its place the newest that holds, else the newest. */
function bestHead(above: readonly Place[], { all, newestFirst }: Decisions): RecordRow | undefined {
  const heads = [...new Set(above.map(({ head }) => head))].sort(newestFirst);
  return heads.find((head) => all.get(head)?.over !== true) ?? heads[0];
}
