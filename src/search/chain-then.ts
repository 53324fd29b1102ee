import type { RecordRow } from '#src/store/store';

import type { ChainGraph } from './chain-graph.ts';
import type { LifecycleRecord } from './chain-records.ts';
import type { Chains } from './chains.ts';

/**
 * How a decision stood on the day of `as_of`, as far as dates tell: its own, and its successor's. Of a
 * state nobody wrote down since when it is so, so that what is proposed today counts as proposed then,
 * and what is over without a successor as over.
 */
export interface Then {
  readonly state: 'held' | 'proposed' | 'replaced' | 'over';
  /** Its own date, `YYYY-MM-DD`; null without one. */
  readonly since: string | null;
  /** Date of the first that takes its place, then or later; null when none is known. */
  readonly until: string | null;
}

/** How a record stood on the day of the chains; undefined when they are of no day, or it decides nothing. */
export function thenOf(row: RecordRow, chains: Chains): Then | undefined {
  const record = chains.records.get(row);
  if (chains.ends === undefined || !record?.decides) return undefined;
  const twin = chains.records.get(chains.twins.get(row) ?? NaN);
  return {
    state: stateOf(record, chains),
    since: earliest([record.day, twin?.day]),
    until: earliest([chains.ends.get(row), twin && chains.ends.get(twin.row)]),
  };
}

function stateOf({ row, stage }: LifecycleRecord, { standings, twins }: Chains): Then['state'] {
  const standing = standings.get(row);
  if (!standing || standing.holds) return stage === 'proposed' ? 'proposed' : 'held';
  return standing.head === row || standing.head === twins.get(row) ? 'over' : 'replaced';
}

const earliest = (days: readonly (string | null | undefined)[]): string | null =>
  days.flatMap((day) => day ?? []).sort()[0] ?? null;

/** The day of the first that takes each record's place, whether it has come yet or not. */
export function endsOf(successions: ChainGraph['successions']): ReadonlyMap<RecordRow, string> {
  const ends = new Map<RecordRow, string>();
  for (const { predecessor, successor } of successions) {
    const known = ends.get(predecessor.row);
    const { day } = successor;
    if (day !== null && (known === undefined || day < known)) ends.set(predecessor.row, day);
  }
  return ends;
}
