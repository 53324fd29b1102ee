import type { Names, RecordRow, Selection } from '#src/store/store';

import type { Ranking } from './rank.ts';

const UNKNOWN = { get: () => undefined };

/** A scope without words to rank it by: newest first, in the form of a ranking without legs. */
export async function listed(store: Names, selection: Selection): Promise<Ranking> {
  const newest = await store.newest(selection);
  const places = new Map(newest.map((row, at) => [row, at]));
  const positions = new Map(selection.rows.map((row, at) => [row, at]));
  const scoreOf = (row: RecordRow): number | undefined => {
    const at = places.get(row);
    return at === undefined ? undefined : newest.length - at;
  };
  return {
    rows: selection.rows,
    total: selection.rows.length,
    first: (count) => newest.slice(0, count).map((row, at) => ({ row, score: newest.length - at })),
    scoreOf,
    prepare: () => undefined,
    keyword: UNKNOWN,
    vector: UNKNOWN,
    method: 'standardised',
    legs: [],
    positionOf: (row) => positions.get(row),
  };
}
