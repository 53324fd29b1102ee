import type { LifecycleReading, RecordHead, RecordRow } from '#src/store/store';

import { createChainIndex, type ChainIndex, type Lookup } from './chain-index.ts';
import { lifecycleRecord, type LifecycleRecord } from './chain-records.ts';
import {
  joined,
  linked,
  toldBy,
  type Succession,
  type Told,
  type Unresolved,
} from './chain-told.ts';
import { pairsOf, type Twins } from './chain-twins.ts';

export type { Succession, Unresolved } from './chain-told.ts';

/** Who takes whose place, as the records say it, whatever the day. */
export interface ChainGraph {
  readonly records: ReadonlyMap<RecordRow, LifecycleRecord>;
  readonly twins: readonly Twins[];
  readonly successions: readonly Succession[];
  readonly unresolved: readonly Unresolved[];
}

/** Reads every reference of the records. Pure. */
export const chainGraph = (reading: LifecycleReading): ChainGraph => createChainGraphs()(reading);

/**
 * Reads the references of one reading after the other. A record that is the same object as before is
 * known; what another one says is read again only when it looked for a name that came, went or moved.
 * So each graph is what `chainGraph` makes of its reading, whatever was read before.
 */
export function createChainGraphs(): (reading: LifecycleReading) => ChainGraph {
  const index = createChainIndex();
  const heads = new Map<RecordRow, RecordHead>();
  const said = createSaid(index);
  return ({ records, links }) => {
    const touched = new Set<Lookup>();
    const stale = new Set<RecordRow>();
    for (const { row, head } of changesOf(heads, records)) {
      const after = head && lifecycleRecord(head);
      for (const record of [index.get(row), after])
        if (record && !said.isEmpty())
          for (const each of index.lookupsOf(record)) touched.add(each);
      for (const each of index.set(row, after)) touched.add(each);
      stale.add(row);
    }
    for (const row of said.lookingFor(touched)) stale.add(row);
    for (const row of stale) said.tell(row);
    return graphOf(index, said, links);
  };
}

interface Change {
  readonly row: RecordRow;
  /** Undefined when it is gone. */
  readonly head: RecordHead | undefined;
}

/** What is not as it was, and from now on is. */
function changesOf(
  heads: Map<RecordRow, RecordHead>,
  records: readonly RecordHead[],
): readonly Change[] {
  const changed = records.filter((head) => heads.get(head.row) !== head);
  for (const head of changed) heads.set(head.row, head);
  const come = changed.map((head): Change => ({ row: head.row, head }));
  if (heads.size === records.length) return come;
  const there = new Set(records.map(({ row }) => row));
  const gone = [...heads.keys()].filter((row) => !there.has(row));
  for (const row of gone) heads.delete(row);
  return [...gone.map((row): Change => ({ row, head: undefined })), ...come];
}

/** What each record says of others, and what it looked for to say it. */
interface Said {
  of(row: RecordRow): Told | undefined;
  isEmpty(): boolean;
  /** The records that looked for any of these. */
  lookingFor(lookups: Iterable<Lookup>): readonly RecordRow[];
  /** Reads anew what a record says, or forgets it with a record that is gone. */
  tell(row: RecordRow): void;
}

/** Lists rather than sets: almost every name is looked for by one record, and there are tens of thousands. */
function createSaid(index: ChainIndex): Said {
  const told = new Map<RecordRow, Told>();
  const sought = new Map<RecordRow, readonly Lookup[]>();
  const seekers = new Map<Lookup, RecordRow[]>();
  let lookups: Lookup[] = [];
  const named = index.named((lookup) => lookups.push(lookup));
  const forget = (row: RecordRow): void => {
    for (const lookup of sought.get(row) ?? []) {
      const left = (seekers.get(lookup) ?? []).filter((each) => each !== row);
      if (left.length > 0) seekers.set(lookup, left);
      else seekers.delete(lookup);
    }
    told.delete(row);
    sought.delete(row);
  };
  return {
    of: (row) => told.get(row),
    isEmpty: () => seekers.size === 0,
    lookingFor: (wanted) => [...wanted].flatMap((each) => seekers.get(each) ?? []),
    tell: (row) => {
      forget(row);
      const record = index.get(row);
      if (!record) return;
      lookups = [];
      const own = toldBy(record, named);
      if (own) told.set(row, own);
      if (lookups.length > 0) sought.set(row, lookups);
      for (const lookup of lookups) {
        const rows = seekers.get(lookup);
        if (rows) rows.push(row);
        else seekers.set(lookup, [row]);
      }
    },
  };
}

function graphOf(index: ChainIndex, said: Said, links: LifecycleReading['links']): ChainGraph {
  const records = index.records();
  const all: Told[] = [];
  for (const row of records.keys()) {
    const own = said.of(row);
    if (own) all.push(own);
  }
  const linking = links.length === 0 ? [] : linked(links, index.named(() => undefined).byId);
  return {
    records,
    twins: pairsOf(all.flatMap(({ claims }) => claims)),
    successions: joined([...all.flatMap(({ successions }) => successions), ...linking]),
    unresolved: all.flatMap(({ unresolved }) => unresolved),
  };
}
