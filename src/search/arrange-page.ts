import type { RecordRow } from '#src/store/store';

import { arrange, doublesOf, type Arranged } from './arrange.ts';
import type { Chains } from './chains.ts';
import type { Fused, Ranking } from './rank.ts';

/** One page of an arranged ranking, and all that it is a page of. */
export interface ArrangedPage {
  readonly page: readonly Arranged<Fused>[];
  /** The records that totals and counts speak of: a decision told by a file and a row is one. */
  readonly counted: readonly RecordRow[];
}

interface Span {
  readonly start: number;
  readonly end: number;
  /** Rows that come first whatever they are. */
  readonly pinned?: readonly RecordRow[];
}

/** At most two records become one place, so that twice as many are enough for a page. */
const NEEDED = 2;

export function arrangedPage(
  ranking: Pick<Ranking, 'rows' | 'first' | 'scoreOf'>,
  chains: Chains,
  { start, end, pinned = [] }: Span,
): ArrangedPage {
  const find = (row: RecordRow): Fused | undefined => {
    const score = ranking.scoreOf(row);
    return score === undefined ? undefined : { row, score };
  };
  const places = arrange({ order: ranking.first(NEEDED * end), find, chains, pinned });
  const doubles = doublesOf(chains, (row) => find(row) !== undefined);
  return {
    page: places.slice(start, end),
    counted: doubles.size === 0 ? ranking.rows : ranking.rows.filter((row) => !doubles.has(row)),
  };
}
