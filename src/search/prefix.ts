import { stemmer } from 'stemmer';

import type { Term } from '#src/store/store';

import { term, trim } from './query-words.ts';
import { STOP_WORDS } from './stop-words.ts';

/** Longer texts are not typed into a box that answers while one types. */
const MOST_WORDS = 8;
const PART_OF_WORD = /[\p{L}\p{N}]/u;
/** Letters from which on a beginning says something. */
const LEAST = 3;
const ENGLISH = /^[a-z]+$/;

/** Endings that the index's stemmer takes off, so that a word in the middle of one begins no stem. */
const ENDINGS =
  'ing ings ion ions ation ations ement ements ment ments ness able ability ible ibility ance ence ally ously ively ization ized izing ies ied ers'.split(
    ' ',
  );

/**
 * What a text's last word, still being typed, may become: a word that begins so, and the words that
 * an ending would make of it (`decisi` is no beginning of `decis`, the stem of "decision"). Each
 * also matches where the word stands as it is, so that whole words count for more. Empty after a
 * space, for a short word and in a longer text.
 */
export function prefixTerms(text: string): readonly Term[] {
  const words = text.split(/\s+/, MOST_WORDS + 2).filter(Boolean);
  const last = words.at(-1) ?? '';
  if (/\s$/.test(text) || words.length > MOST_WORDS || /^-|"/.test(last)) return [];
  const unfinished = endOf(trim(last));
  if (unfinished.length < LEAST || STOP_WORDS.has(unfinished.toLowerCase())) return [];
  return [{ text: unfinished, prefix: true }, ...completed(unfinished.toLowerCase()).map(term)];
}

/** The letters and digits at the end. Character by character: a pattern with `$` is quadratic in long words. */
function endOf(word: string): string {
  const characters = [...word];
  const before = characters.findLastIndex((character) => !PART_OF_WORD.test(character));
  return characters.slice(before + 1).join('');
}

/** One word for each stem that the word could end in, its own left out. */
function completed(word: string): readonly string[] {
  if (!ENGLISH.test(word)) return [];
  const own = stemmer(word);
  const words = ENDINGS.flatMap((ending) => begun(word, ending).map((root) => root + ending));
  const byStem = new Map(words.toReversed().map((each) => [stemmer(each), each]));
  return [...byStem].flatMap(([stem, each]) =>
    stem === own || stem.startsWith(word) || stem.length < 3 ? [] : [each],
  );
}

/** What stands before an ending of which the word has the first letters: `measurem` of `ment` leaves `measure`. */
const begun = (word: string, ending: string): readonly string[] =>
  [...ending.slice(1)].flatMap((_, at) => {
    const typed = ending.slice(0, at + 1);
    return word.endsWith(typed) && word.length - typed.length >= 3
      ? [word.slice(0, -typed.length)]
      : [];
  });
