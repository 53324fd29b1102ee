import { STOP_WORDS } from '#src/search/stop-words';
import { queryWords } from '#src/search/words';

export type Words = ReadonlySet<string>;

/** What decisions of any subject are worded with: they tell that something is decided, and not what. */
const GENERIC = wordsIn(
  `use adopt choose pick select prefer apply implement introduce switch migrate move replace change
  standardise standardize make keep create define establish provide record decide decision approach
  solution strategy system service tool new default architecture adr proposal design should must`,
  new Set(),
);
const NO_WORDS = wordsIn([...STOP_WORDS].join(' '), new Set());

/** A text's words in the form in which the keyword index has them, without those that tell nothing, and numbers. */
export function wordsIn(text: string, without: Words = NO_WORDS): Words {
  const { forms } = queryWords([text]);
  return new Set([...forms].filter((form) => !without.has(form) && !/^\d+$/.test(form)));
}

/** Without the words of deciding itself. */
export const subjectOf = (text: string): Words =>
  new Set([...wordsIn(text)].filter((word) => !GENERIC.has(word)));

/** How much a word tells. */
export type Weigh = (word: string) => number;

/** What a word of deciding counts beside one of a subject. */
const GENERIC_SHARE = 0.3;

/** A word tells more the fewer titles have it: ln((n + 1) / (titles with it + 1/2)). */
export function weighBy(titles: readonly string[]): Weigh {
  const counts = new Map<string, number>();
  for (const title of titles)
    for (const word of wordsIn(title)) counts.set(word, (counts.get(word) ?? 0) + 1);
  return (word) => {
    const rarity = Math.log((titles.length + 1) / ((counts.get(word) ?? 0) + 0.5));
    return Math.max(rarity, LEAST) * (GENERIC.has(word) ? GENERIC_SHARE : 1);
  };
}

/** In a file with one decision every word of it is in every title. */
const LEAST = 0.1;

const plain: Weigh = () => 1;

/** Weight of the common words in that of all, 0 to 1 (weighted Jaccard); 0 for two empty sets. */
export function overlapOf(a: Words, b: Words, weigh: Weigh = plain): number {
  const all = sum(new Set([...a, ...b]), weigh);
  return all === 0 ? 0 : sum(common(a, b), weigh) / all;
}

/** Share of `a` that `b` has, 0 to 1; 0 for an empty `a`. */
export const shareOf = (a: Words, b: Words): number =>
  a.size === 0 ? 0 : common(a, b).length / a.size;

export const common = (a: Words, b: Words): readonly string[] =>
  [...a].filter((word) => b.has(word));

const sum = (words: Iterable<string>, weigh: Weigh): number =>
  [...words].reduce((total, word) => total + weigh(word), 0);
