import { MODES, type Mode } from '#src/search/types';
import { STOP_WORDS } from '#src/search/stop-words';

import type { IndexedSet } from './indexed-set.ts';
import type { JudgedSet, Query } from './sets.ts';

/** Ids for a query, best first. */
export type Method = (query: Query) => Promise<readonly string[]>;

/** How deep the deepest figure looks. */
const DEPTH = 100;

/** What is compared: a substring search as the floor, and each mode of the product. */
export const methodsOf = (
  set: JudgedSet,
  indexed: IndexedSet,
): Readonly<Record<'grep' | Mode, Method>> => ({
  grep: grep(set),
  ...(Object.fromEntries(MODES.map((mode) => [mode, searching(indexed, mode)])) as Record<
    Mode,
    Method
  >),
});

const searching =
  ({ search, idOf }: IndexedSet, mode: Mode): Method =>
  async ({ text, exclude }) => {
    const { hits } = await search.search({ q: text, mode, limit: DEPTH + exclude.size });
    return hits.map(idOf).filter((id) => !exclude.has(id));
  };

/** `grep -i -c` over whole records: how many different words of the query occur, in any place. */
function grep({ corpus }: JudgedSet): Method {
  const texts = corpus.map(({ _id, title = '', text }) => ({
    id: _id,
    text: `${title}\n${text}`.toLowerCase(),
  }));
  return async ({ text: question, exclude }) => {
    const words = wordsOf(question);
    const scored = texts.map(({ id, text }) => ({
      id,
      score: words.filter((word) => text.includes(word)).length,
    }));
    const found = scored.filter(({ id, score }) => score > 0 && !exclude.has(id));
    return found.sort((a, b) => b.score - a.score).map(({ id }) => id);
  };
}

const wordsOf = (text: string): readonly string[] => [
  ...new Set(
    text
      .toLowerCase()
      .split(/\s+/)
      .filter((word) => word !== '' && !STOP_WORDS.has(word)),
  ),
];
