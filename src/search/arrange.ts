import type { Pair, RecordRow } from '#src/store/store';

import type { Chains } from './chains.ts';

/** A ranked record; equal scores are ordered by row. */
interface Ranked {
  readonly row: RecordRow;
  readonly score: number;
}

/** What is arranged: the ranking's first records in its order, and any record that matches, by its row. */
export interface ToArrange<T extends Ranked> {
  readonly order: readonly T[];
  find(row: RecordRow): T | undefined;
  readonly chains: Chains;
  /** Rows that come first whatever they are, and are shown themselves, such as the record whose id was asked for. */
  readonly pinned?: readonly RecordRow[];
}

/** A place in the answer: the record shown there, and the other row of the same decision. */
export interface Arranged<T extends Ranked> {
  readonly ranked: T;
  readonly also: readonly RecordRow[];
  /** Absent where its score alone puts it. */
  readonly moved?: Move;
}

/** Why a record stands where it stands: the question names it, or its chain keeps it together. */
export interface Move {
  readonly by: 'exact' | 'chain';
  /** The record of its chain directly above it. */
  readonly below?: RecordRow;
  /** The best ranked record of its chain, at whose place it stands. */
  readonly insteadOf?: RecordRow;
}

/**
 * Puts every decision that has been replaced directly below the head of its chain, at the place of the
 * best of them, and shows a decision that is told by a file and a row once, by the better ranked of the
 * two. All else keeps its order. Pure: what a longer ranking begins with is arranged as the shorter one,
 * so that pages agree; at least half as many places come out as records go in.
 */
export function arrange<T extends Ranked>(request: ToArrange<T>): readonly Arranged<T>[] {
  const { order, pinned = [] } = request;
  const placed = new Set<RecordRow>();
  const places: Arranged<T>[] = [];
  const place = (record: T, moved?: Move): void => {
    const told = toldBy(record, request);
    const ranked = moved?.by === 'exact' ? record : (told[0] ?? record);
    for (const each of told) placed.add(each.row);
    const also = told.filter(({ row }) => row !== ranked.row).map(({ row }) => row);
    places.push({ ranked, also, ...(moved && { moved }) });
  };
  const placeChain = (met: T, chain: readonly T[]): void => {
    const twin = request.chains.twins.get(met.row);
    let below: RecordRow | undefined;
    for (const record of chain) {
      if (placed.has(record.row)) continue;
      const isMet = record.row === met.row || record.row === twin;
      place(record, moveOf({ below, insteadOf: isMet ? undefined : met.row }));
      below = places.at(-1)?.ranked.row;
    }
  };
  for (const row of pinned) {
    const record = request.find(row);
    if (record && !placed.has(row)) place(record, { by: 'exact' });
  }
  for (const record of order) placeChain(record, chainOf(record, request));
  return places;
}

/** Directly below another one, or at the place of a better ranked one; undefined for what leads its chain by its own score. */
function moveOf({
  below,
  insteadOf,
}: Record<'below' | 'insteadOf', RecordRow | undefined>): Move | undefined {
  if (below !== undefined) return { by: 'chain', below };
  return insteadOf === undefined ? undefined : { by: 'chain', insteadOf };
}

/** What matches of a chain, the head first, or the record alone. */
function chainOf<T extends Ranked>(record: T, { chains, find }: ToArrange<T>): readonly T[] {
  const head = chains.standings.get(record.row)?.head;
  const members = head === undefined ? undefined : chains.members.get(head);
  return members?.flatMap((row) => find(row) ?? []) ?? [record];
}

/** The matching records of a decision, the better ranked first. */
function toldBy<T extends Ranked>(record: T, { find, chains }: ToArrange<T>): readonly T[] {
  const row = chains.twins.get(record.row);
  const twin = row === undefined ? undefined : find(row);
  return twin ? [record, twin].sort((a, b) => b.score - a.score || a.row - b.row) : [record];
}

/**
 * The decisions of which both the file and the row match: totals count one of the two, and counts by a
 * value that both have, too. It does not depend on the ranking, so that counts are the same whatever
 * the words.
 */
export const pairsOf = (
  chains: Pick<Chains, 'twins'>,
  matches: (row: RecordRow) => boolean,
): readonly Pair[] =>
  [...chains.twins].filter(([row, twin]) => row < twin && matches(row) && matches(twin));
