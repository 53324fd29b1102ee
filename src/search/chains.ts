import type { RecordRow } from '#src/store/store';

import { decisionsOf, type Decisions } from './chain-decisions.ts';
import type { ChainGraph } from './chain-graph.ts';
import { placesOf, type Places } from './chain-places.ts';
import type { LifecycleRecord } from './chain-records.ts';
import { ringsOf } from './chain-rings.ts';

/** Where a record stands on a day. Records that hold and are in no chain have no standing. */
export interface Standing {
  readonly holds: boolean;
  /** The record at the head of its chain; itself when nothing takes its place. */
  readonly head: RecordRow;
}

/** What holds and what does not, and in whose place. */
export interface Chains {
  readonly records: ReadonlyMap<RecordRow, LifecycleRecord>;
  readonly standings: ReadonlyMap<RecordRow, Standing>;
  /** By head: the rows of a chain from the head down, each below what took its place. */
  readonly members: ReadonlyMap<RecordRow, readonly RecordRow[]>;
  /** The other row of a decision that is told by two. */
  readonly twins: ReadonlyMap<RecordRow, RecordRow>;
  /** Rows that do not hold. */
  readonly past: readonly RecordRow[];
  /** Rows that are not there yet on that day. */
  readonly future: readonly RecordRow[];
  /** Records that take each other's place. */
  readonly cycles: readonly (readonly RecordRow[])[];
}

/**
 * The chains as of a day (`YYYY-MM-DD`; default: today, whatever the dates say). A decision holds from its
 * own day until its successor's. A successor that is only proposed, or was refused, takes nobody's place
 * unless the predecessor says so itself. In a cycle the newest, by day and then by number, is the head.
 */
export function chainsOf(graph: ChainGraph, day?: string): Chains {
  const decisions = decisionsOf(graph, day);
  const { successors, present } = decisions;
  const rings = ringsOf(successors.keys(), (id) => successors.get(id) ?? []);
  const places = placesOf(rings, decisions);
  const standings = standingsOf(decisions, places);
  return {
    records: graph.records,
    standings,
    members: membersOf(decisions, places),
    twins: decisions.twins,
    past: [...standings].flatMap(([row, { holds }]) => (holds ? [] : [row])),
    future: [...graph.records.values()].flatMap((each) => (present(each) ? [] : [each.row])),
    cycles: rings
      .filter(([first = 0, ...more]) => more.length > 0 || successors.get(first)?.has(first))
      .map((ring) => ring.toSorted((a, b) => a - b)),
  };
}

function standingsOf(decisions: Decisions, places: Places): Chains['standings'] {
  return new Map(
    [...decisions.all.values()].flatMap(({ id, records, over }) => {
      const head = places.get(id)?.head ?? id;
      const standing = { head, holds: head === id && !over };
      return records.map(({ row }) => [row, standing] as const);
    }),
  );
}

/** Only chains of several decisions: one alone has nothing to stand below. */
function membersOf({ all, newestFirst }: Decisions, places: Places): Chains['members'] {
  const chains = new Map<RecordRow, RecordRow[]>();
  for (const [id, { head }] of places) chains.set(head, [...(chains.get(head) ?? []), id]);
  const depth = (id: RecordRow): number => places.get(id)?.depth ?? 0;
  return new Map(
    [...chains]
      .filter(([, ids]) => ids.length > 1)
      .map(([head, ids]) => {
        const down = ids.toSorted((a, b) => depth(a) - depth(b) || newestFirst(a, b));
        return [head, down.flatMap((id) => all.get(id)?.records.map(({ row }) => row) ?? [])];
      }),
  );
}
