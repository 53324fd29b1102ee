import type { Selection, TextScope } from '#src/store/store';

/** Rows of all kept selections together: some 8 MB as numbers, as much again as text. */
const MOST_ROWS = 1_000_000;
const MOST_SELECTIONS = 64;
/** Characters of a scope that is looked up; a longer one names thousands of rows, and takes as long to compare as to select. */
const LONGEST_SCOPE = 20_000;

/**
 * `select`, remembering what it answered until something is written: a filter that people and agents
 * ask within again and again is resolved once (a filter on a list takes 9 ms over 10,000 records).
 * `revisionOf` must change with every write that can change a selection.
 */
export function rememberSelections(
  select: (scope: TextScope) => Selection,
  revisionOf: () => string,
): (scope: TextScope) => Selection {
  const kept = new Map<string, Selection>(); // the longest unused first
  let revision: string | undefined;
  let rows = 0;

  const drop = (key: string): Selection | undefined => {
    const selection = kept.get(key);
    if (selection && kept.delete(key)) rows -= selection.rows.length;
    return selection;
  };
  const keep = (key: string, selection: Selection): void => {
    kept.set(key, selection);
    rows += selection.rows.length;
    for (const oldest of kept.keys()) {
      if (oldest === key || (rows <= MOST_ROWS && kept.size <= MOST_SELECTIONS)) break;
      drop(oldest);
    }
  };
  const forgetOld = (now: string): void => {
    if (revision === now) return;
    kept.clear();
    rows = 0;
    revision = now;
  };
  return (scope) => {
    const key = JSON.stringify(scope);
    if (key.length > LONGEST_SCOPE) return select(scope);
    forgetOld(revisionOf());
    const selection = drop(key) ?? select(scope);
    keep(key, selection);
    return selection;
  };
}
