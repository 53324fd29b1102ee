import type { Pair, RecordRow } from '#src/store/store';

import { arrange, pairsOf, type Arranged } from './arrange.ts';
import type { Chains } from './chains.ts';
import type { Fused, Ranking } from './rank.ts';

/** One page of an arranged ranking, and all that it is a page of. */
export interface ArrangedPage {
  readonly page: readonly Arranged<Fused>[];
  /** The place at which the next page begins; absent on the last one. */
  readonly next?: number;
  /** The records that match, in row order. */
  readonly rows: readonly RecordRow[];
  /** Of these, the files and rows of one decision: totals and counts speak of them as one. */
  readonly pairs: readonly Pair[];
}

interface Span {
  /** Place of the page's first record, from 0. */
  readonly at: number;
  readonly limit: number;
  /** Rows that come first whatever they are. */
  readonly pinned?: readonly RecordRow[];
  /** Rows that were taken away since they were ranked: their places stay, and are not shown. */
  readonly gone?: ReadonlySet<RecordRow>;
}

/** At most two records become one place, so that twice as many are enough for a page. */
const NEEDED = 2;
const NOTHING: ReadonlySet<RecordRow> = new Set();

export function arrangedPage(
  ranking: Pick<Ranking, 'rows' | 'first' | 'scoreOf'>,
  chains: Chains,
  { at, limit, pinned = [], gone = NOTHING }: Span,
): ArrangedPage {
  const find = (row: RecordRow): Fused | undefined => {
    const score = ranking.scoreOf(row);
    return score === undefined ? undefined : { row, score };
  };
  const order = ranking.first(NEEDED * (at + limit + gone.size + 1));
  const shown = arrange({ order, find, chains, pinned })
    .map((arranged, place) => ({ place, arranged }))
    .slice(at)
    .flatMap(({ place, arranged }) => {
      const left = withoutGone(arranged, gone, find);
      return left ? [{ place, left }] : [];
    });
  const next = shown[limit]?.place;
  const isThere = (row: RecordRow): boolean => !gone.has(row);
  return {
    page: shown.slice(0, limit).map(({ left }) => left),
    ...(next !== undefined && { next }),
    rows: gone.size === 0 ? ranking.rows : ranking.rows.filter(isThere),
    pairs: pairsOf(chains, (row) => isThere(row) && find(row) !== undefined),
  };
}

/** Of a decision whose file was taken away, its row. */
function withoutGone(
  arranged: Arranged<Fused>,
  gone: ReadonlySet<RecordRow>,
  find: (row: RecordRow) => Fused | undefined,
): Arranged<Fused> | undefined {
  if (gone.size === 0) return arranged;
  const [first, ...also] = [arranged.ranked.row, ...arranged.also].filter((row) => !gone.has(row));
  const ranked = first === undefined ? undefined : find(first);
  return ranked && { ...arranged, ranked, also };
}
