import type { Term } from '#src/store/store';

import { STOP_WORDS } from './stop-words.ts';

/** Distinct words that are looked up. More cost time and change nothing. */
const MAX_TERMS = 128;

/**
 * Words whose neighbourhood counts: a title or a question. Further down in a pasted report, pairs
 * are its form's ("actual results"): nDCG@10 .651 with 48 words instead of .663 (docs/decisions/0006).
 */
const PAIRED_WORDS = 24;

const FIRST = /[\p{L}\p{N}\p{M}\p{So}#@.]/u;
const LAST = /[\p{L}\p{N}\p{M}\p{So}+#]/u;
const WORDS = /[\p{L}\p{N}\p{M}]+/gu;
const INNER = /[^\p{L}\p{N}\p{M}\p{So}]+/u;

/** Characters of scripts that put no spaces between words; the index has each of them as a token. */
const RUNS =
  /[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]+|[^\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]+/gu;
const UNSPACED = /^[\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{scx=Thai}]/u;
/** Characters of such a run that are looked up as one phrase; a longer one is a sentence. */
const LONGEST_RUN = 16;

/** Keyboards of telephones turn quotes by themselves. */
const CURLY = /[“”„‟]/g;

/** With straight quotes, each at its place. */
export const straightened = (text: string): string => text.replace(CURLY, '"');

/** `src/db/index.ts` is looked up as it is and by its parts; stop words only when there is nothing else. */
export function wordTerms(words: readonly string[]): readonly Term[] {
  const bare = words.flatMap((word) => {
    const trimmed = trim(word);
    const parts = trimmed.split(INNER).filter((part) => part !== '');
    const whole = parts.length > 1 ? [trimmed] : [];
    return [...whole, ...parts.flatMap(withoutSpaces)];
  });
  const distinct = [...new Map(bare.map((word) => [word.toLowerCase(), word])).values()];
  const telling = distinct.filter((word) => !STOP_WORDS.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : distinct).slice(0, MAX_TERMS).map(term);
}

/** Neighbouring words of a text, as phrases. */
export function pairTerms(text: string): readonly Term[] {
  const words = text.toLowerCase().match(WORDS)?.slice(0, PAIRED_WORDS) ?? [];
  const pairs = words.slice(1).flatMap((word, index) => {
    const pair = [words[index] ?? '', word];
    return pair.some((each) => STOP_WORDS.has(each)) ? [] : [pair.join(' ')];
  });
  return [...new Set(pairs)].map(term);
}

export const term = (text: string): Term => ({ text });

/** Without the punctuation around it. Character by character: a pattern with `$` is quadratic in runs of punctuation. */
export function trim(word: string): string {
  const start = word.search(FIRST);
  if (start < 0) return '';
  const kept = [...word.slice(start)];
  const last = kept.findLastIndex((character) => LAST.test(character));
  return kept.slice(0, last + 1).join('');
}

/**
 * `数据库锁定` by its pairs of characters, as is usual for text without spaces: nobody writes a
 * question as the answer has it. A short run also as a whole, which counts for more.
 */
function withoutSpaces(part: string): readonly string[] {
  return (part.match(RUNS) ?? []).flatMap((run) => {
    const characters = [...run];
    if (!UNSPACED.test(run) || characters.length < 3) return [run];
    const pairs = characters.slice(1).map((each, at) => `${characters[at] ?? ''}${each}`);
    return characters.length <= LONGEST_RUN ? [run, ...pairs] : pairs;
  });
}
