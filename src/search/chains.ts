import type { RecordRow } from '#src/store/store';

import { decisionsOf, takesPlace, type Decisions } from './chain-decisions.ts';
import type { ChainGraph, Succession } from './chain-graph.ts';
import { placesOf, type Places } from './chain-places.ts';
import type { LifecycleRecord } from './chain-records.ts';
import { ringsOf } from './chain-rings.ts';
import { endsOf } from './chain-then.ts';

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
  /** Of what records say of each other, what counts on that day. */
  readonly successions: readonly Succession[];
  /** Of chains of a day: when each record's place was taken, or will be. */
  readonly ends?: ReadonlyMap<RecordRow, string>;
  /** Records that take each other's place; one that takes its own. */
  readonly cycles: readonly (readonly RecordRow[])[];
}

/**
 * The chains as of a day (`YYYY-MM-DD`; default: today, whatever the dates say). A decision holds from its
 * own day until its successor's. A successor that is only proposed, or was refused, takes nobody's place
 * unless the predecessor says so itself. In a cycle the newest that is not over by its own word, by day and
 * then by number, is the head; without one the newest.
 */
export function chainsOf(graph: ChainGraph, day?: string): Chains {
  const decisions = decisionsOf(graph, day);
  const { successors } = decisions;
  const rings = ringsOf(successors.keys(), (id) => successors.get(id) ?? []);
  const places = placesOf(rings, decisions);
  const standings = standingsOf(decisions, places);
  return {
    records: graph.records,
    standings,
    members: membersOf(decisions, places),
    twins: decisions.twins,
    successions: decisions.successions,
    ...(day !== undefined && { ends: endsOf(graph.successions.filter(takesPlace)) }),
    past: pastOf(standings),
    future: futureOf(graph, decisions),
    cycles: rings
      .filter(([first = 0, ...more]) => more.length > 0 || successors.get(first)?.has(first))
      .map((ring) => ring.toSorted((a, b) => a - b)),
  };
}

function standingsOf(decisions: Decisions, places: Places): Chains['standings'] {
  const standings = new Map<RecordRow, Standing>();
  for (const { id, records, over } of decisions.all.values()) {
    const head = places.get(id)?.head ?? id;
    const standing = { head, holds: head === id && !over };
    for (const { row } of records) standings.set(row, standing);
  }
  return standings;
}

/** Only chains of several decisions: one alone has nothing to stand below. */
function membersOf({ all, newestFirst }: Decisions, places: Places): Chains['members'] {
  const members = new Map<RecordRow, readonly RecordRow[]>();
  for (const [head, chain] of byHead(places)) {
    if (chain.length === 1) continue;
    const down = chain.sort((a, b) => a.depth - b.depth || newestFirst(a.id, b.id));
    members.set(
      head,
      down.flatMap(({ id }) => all.get(id)?.records.map(({ row }) => row) ?? []),
    );
  }
  return members;
}

interface Member {
  readonly id: RecordRow;
  readonly depth: number;
}

function byHead(places: Places): ReadonlyMap<RecordRow, Member[]> {
  const chains = new Map<RecordRow, Member[]>();
  for (const [id, { head, depth }] of places) {
    const known = chains.get(head);
    if (known) known.push({ id, depth });
    else chains.set(head, [{ id, depth }]);
  }
  return chains;
}

function pastOf(standings: Chains['standings']): readonly RecordRow[] {
  const past: RecordRow[] = [];
  for (const [row, { holds }] of standings) if (!holds) past.push(row);
  return past;
}

function futureOf({ records }: ChainGraph, { present }: Decisions): readonly RecordRow[] {
  const future: RecordRow[] = [];
  for (const record of records.values()) if (!present(record)) future.push(record.row);
  return future;
}
