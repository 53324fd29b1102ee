import { MODES, type Mode } from '#src/search/types';
import { STOP_WORDS } from '#src/search/stop-words';

import type { IndexedSet } from './indexed-set.ts';
import { plainFts5 } from './plain-fts5.ts';
import type { JudgedSet, Query } from './sets.ts';

/** Ids for a query, best first. */
export type Method = (query: Query) => Promise<readonly string[]>;

/** How deep the deepest figure looks. */
const DEPTH = 100;

type MethodName = 'grep' | 'fts5' | 'rrf' | Mode;

/**
 * What is compared: a substring search as the floor, a bare FTS5, reciprocal rank fusion of the
 * product's legs, and each mode of the product.
 */
export function methodsOf(
  set: JudgedSet,
  indexed: IndexedSet,
): Readonly<Record<MethodName, Method>> {
  const modes = Object.fromEntries(
    MODES.map((mode) => [mode, remembering(searching(indexed, mode))]),
  ) as Record<Mode, Method>;
  return {
    grep: grep(set),
    fts5: plainFts5(set, DEPTH),
    rrf: reciprocalRanks([modes.keyword, modes.semantic]),
    ...modes,
  };
}

/** Asks once: a query's answer takes part in several figures. */
function remembering(method: Method): Method {
  const answers = new Map<string, Promise<readonly string[]>>();
  return (query) => {
    const answer = answers.get(query.id) ?? method(query);
    answers.set(query.id, answer);
    return answer;
  };
}

/** Cormack, Clarke and Büttcher, SIGIR 2009. */
const RRF_K = 60;

/** Of the first answers of each, with equal weights, as it is commonly built. */
const reciprocalRanks =
  (methods: readonly Method[]): Method =>
  async (query) => {
    const scores = new Map<string, number>();
    for (const method of methods)
      for (const [at, id] of (await method(query)).entries())
        scores.set(id, (scores.get(id) ?? 0) + 1 / (RRF_K + at + 1));
    return [...scores].sort(([, a], [, b]) => b - a).map(([id]) => id);
  };

const searching =
  ({ search, idOf }: IndexedSet, mode: Mode): Method =>
  async ({ text, exclude }) => {
    const { hits } = await search.search({ q: text, mode, limit: DEPTH + exclude.size });
    return hits.map(idOf).filter((id) => !exclude.has(id));
  };

/** `grep -i -c` over whole records: how many different words of the query occur, in any place. */
function grep({ corpus }: JudgedSet): Method {
  const texts = corpus.map(({ title = '', text }) => `${title}\n${text}`.toLowerCase());
  const holders = new Map<string, readonly number[]>();
  const holdersOf = (word: string): readonly number[] => {
    const found =
      holders.get(word) ?? texts.flatMap((text, at) => (text.includes(word) ? [at] : []));
    holders.set(word, found);
    return found;
  };
  return async ({ text: question, exclude }) => {
    const scores = new Uint32Array(corpus.length);
    for (const word of wordsOf(question))
      for (const at of holdersOf(word)) scores[at] = (scores[at] ?? 0) + 1;
    const scored = corpus.map(({ _id: id }, at) => ({ id, score: scores[at] ?? 0 }));
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
