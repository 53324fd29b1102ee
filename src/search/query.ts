import type { KeywordQuery, Term } from '#src/store/store';

import { STOP_WORDS } from './stop-words.ts';

/** The words of a query, and those that stand side by side. */
export interface QueryKeywords extends KeywordQuery {
  /** Neighbouring words as phrases: a record that has them side by side counts for more. */
  readonly pairs: readonly Term[];
}

/** What a query's text asks for. */
export interface ParsedQuery {
  readonly keywords: QueryKeywords;
  /** The text for the embedder: without quotes and excluded words. */
  readonly meaning: string;
}

/** UTF-16 units of a query that are read; what follows is noise to either leg. */
const MAX_TEXT = 8_000;
/** Distinct words that are looked up. More cost time and change nothing. */
const MAX_TERMS = 128;
/**
 * Words whose neighbourhood counts: a title or a question. Further down in a pasted report, pairs
 * are its form's ("actual results"): nDCG@10 .651 with 48 words instead of .663 (docs/decisions/0006).
 */
const PAIRED_WORDS = 24;

/** A quoted phrase or a word, each with an optional minus before it. A minus within a word or a second one excludes nothing. */
const PART = /(?<=^|\s)(-?)"([^"]+)"|(?<=^|\s)-(?=[\p{L}\p{N}])(\S+)|(\S+)/gu;
const EDGES = /^[^\p{L}\p{N}\p{So}#@.]+|[^\p{L}\p{N}\p{So}+#]+$/gu;
const WORDS = /[\p{L}\p{N}]+/gu;
const INNER = /[^\p{L}\p{N}\p{So}]+/gu;

/**
 * Most words of a text whose quotes and minus signs are meant for us. Longer ones are pasted (a bug
 * report, a log), and there they demanded and excluded what nobody meant: measured on 75 bug
 * reports as queries, nDCG@10 .45 instead of .62.
 */
const MAX_OPERATOR_WORDS = 32;

/** Never throws, whatever the text. */
export function parseQuery(text: string): ParsedQuery {
  if (text.trim().split(/\s+/, MAX_OPERATOR_WORDS + 1).length > MAX_OPERATOR_WORDS)
    return { keywords: textKeywords(text), meaning: text };
  const [any, all, none]: [string[], string[], string[]] = [[], [], []];
  for (const [, minus, phrase, excluded, word] of text.slice(0, MAX_TEXT).matchAll(PART)) {
    if (phrase !== undefined) (minus ? none : all).push(phrase);
    else if (excluded !== undefined) none.push(excluded);
    else if (word !== undefined) any.push(word);
  }
  const words = [...any, ...all];
  return {
    keywords: {
      any: wordTerms(words),
      all: all.map(term),
      none: none.map(term),
      pairs: pairTerms(any.join(' ')),
    },
    meaning: words.join(' '),
  };
}

/** The keywords of a longer text, such as a record that similar ones are wanted for. Nothing in it is an operator. */
export const textKeywords = (text: string): QueryKeywords => ({
  any: wordTerms(text.slice(0, MAX_TEXT).split(/\s+/)),
  all: [],
  none: [],
  pairs: pairTerms(text),
});

function pairTerms(text: string): readonly Term[] {
  const words = text.slice(0, MAX_TEXT).toLowerCase().match(WORDS)?.slice(0, PAIRED_WORDS) ?? [];
  const pairs = words.slice(1).flatMap((word, index) => {
    const pair = [words[index] ?? '', word];
    return pair.some((each) => STOP_WORDS.has(each)) ? [] : [pair.join(' ')];
  });
  return [...new Set(pairs)].map(term);
}

/** `src/db/index.ts` is looked up as it is and by its parts; stop words only when there is nothing else. */
function wordTerms(words: readonly string[]): readonly Term[] {
  const bare = words.flatMap((word) => {
    const trimmed = word.replace(EDGES, '');
    const parts = trimmed.split(INNER).filter((part) => part !== '');
    return parts.length > 1 ? [trimmed, ...parts] : parts;
  });
  const distinct = [...new Map(bare.map((word) => [word.toLowerCase(), word])).values()];
  const telling = distinct.filter((word) => !STOP_WORDS.has(word.toLowerCase()));
  return (telling.length > 0 ? telling : distinct).slice(0, MAX_TERMS).map(term);
}

const term = (text: string): Term => ({ text });
