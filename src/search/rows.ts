import type { RecordRow } from '#src/store/store';

/** The position of a row among rows that ascend, by halving; undefined when it is none of them. */
export function positionIn(rows: readonly RecordRow[], row: RecordRow): number | undefined {
  let [from, to] = [0, rows.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if ((rows[middle] ?? 0) < row) from = middle + 1;
    else to = middle;
  }
  return rows[from] === row ? from : undefined;
}

/** Those that are also among `rows`, which ascend: a set of a hundred thousand would take longer to fill than to search. */
export const amongRows = (
  wanted: readonly RecordRow[],
  rows: readonly RecordRow[],
): readonly RecordRow[] => wanted.filter((row) => positionIn(rows, row) !== undefined);
