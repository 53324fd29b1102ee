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

/**
 * Of decisions that take each other's place the newest that is not over by its own word stands above the
 * others, else the newest: as of several that took a place.
 */
function placeRing(ring: Ring, decisions: Decisions, places: Map<RecordRow, Place>): void {
  const top = ring.length === 1 ? (ring[0] ?? 0) : bestOf(ring, decisions);
  const above = aboveOf(ring, decisions, places);
  const head =
    above.length === 0 ? top : bestOf([...new Set(above.map((each) => each.head))], decisions);
  let depth = 0;
  for (const place of above) if (place.head === head) depth = Math.max(depth, place.depth + 1);
  places.set(top, { head, depth });
  for (const id of ring) if (id !== top) places.set(id, { head, depth: depth + 1 });
}

/** The places of what took theirs, without themselves. */
function aboveOf(ring: Ring, { successors }: Decisions, places: Places): readonly Place[] {
  const above: Place[] = [];
  for (const id of ring)
    for (const successor of successors.get(id) ?? []) {
      const place = ring.includes(successor) ? undefined : places.get(successor);
      if (place) above.push(place);
    }
  return above;
}

/** Of several the newest that holds by its own word, else the newest. */
function bestOf(ids: readonly RecordRow[], { all, newestFirst }: Decisions): RecordRow {
  if (ids.length === 1) return ids[0] ?? 0;
  const sorted = ids.toSorted(newestFirst);
  return sorted.find((id) => all.get(id)?.over !== true) ?? sorted[0] ?? 0;
}
