import { createRecent } from '#src/recent';
import type { Scope, Selection } from '#src/store/store';

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
export function rememberSelections<S extends Scope>(
  select: (scope: S) => Selection,
  revisionOf: () => string,
): (scope: S) => Selection {
  const kept = createRecent<Selection>({
    entries: MOST_SELECTIONS,
    weight: MOST_ROWS,
    weightOf: ({ rows }) => rows.length,
  });
  let revision: string | undefined;
  const forgetOld = (now: string): void => {
    if (revision !== now) kept.clear();
    revision = now;
  };
  return (scope) => {
    const key = JSON.stringify(scope);
    if (key.length > LONGEST_SCOPE) return select(scope);
    forgetOld(revisionOf());
    const known = kept.get(key);
    if (known) return known;
    const selection = select(scope);
    kept.set(key, selection);
    return selection;
  };
}
