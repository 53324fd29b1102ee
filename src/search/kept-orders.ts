import { createRecent } from '#src/recent';
import type { RecordRow, Selection } from '#src/store/store';

import type { Chains } from './chains.ts';
import type { Legs } from './legs.ts';
import type { Ranking } from './rank.ts';

/** What an answer is a page of: the records that match in their order, and what that came from. */
export interface Order {
  readonly legs: Legs;
  readonly selection: Selection;
  readonly ranking: Ranking;
  readonly chains: Chains;
  /** Records that the query names and nothing else. */
  readonly exact: readonly RecordRow[];
  /** The record that it names among a few other words. */
  readonly subject: readonly RecordRow[];
}

/** Selected and ranked records in all orders that are kept: 50 MiB at most, for both take some six numbers a record. */
const MOST_RECORDS = 2_000_000;
/** Each may hold on to what was known of chains when it was ranked. */
const MOST_ORDERS = 100;

/** Orders by their questions; the longest unused go first. */
export interface KeptOrders {
  get(key: string): Order | undefined;
  keep(key: string, order: Order): void;
}

const recordsIn = ({ ranking, selection }: Order): number => ranking.total + selection.rows.length;

/** `most`: records of the orders that may be kept, the last order always. */
export function createKeptOrders(most = MOST_RECORDS): KeptOrders {
  const kept = createRecent({ entries: MOST_ORDERS, weight: most, weightOf: recordsIn });
  return { get: kept.get, keep: kept.set };
}
